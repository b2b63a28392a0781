import { DatabaseSync } from 'node:sqlite';
import { documentsOf, type Documents, type RecentRows } from './documents.ts';
import { translated } from './faults.ts';
import type { Table } from './layout.ts';
import { readingTurnOf, type ReadingTurn } from './reading-turn.ts';
import { referencesOf, type References } from './references.ts';
import { statementsOf, type Statements } from './statements.ts';

/** An open connection and what is made once for it. */
export interface Connection {
  readonly db: DatabaseSync;
  readonly statements: Statements;
  readonly references: References;
  readonly reading: ReadingTurn;
  readonly tables: readonly Table[];
  readonly documentsOf: (table: Table) => Documents;
}

/**
 * What a connection that writes is set to. Measured: rare checkpoints are worth a factor of two; FULL is what makes a commit
 * durable. A thread of its own takes over before the log is as long as here (`writer.ts`), so that no checkpoint stops the
 * requests. `cacheMb`: what SQLite may hold of the file; what it does not hold comes from the system's own cache.
 */
export const writerPragmas = (cacheMb: number): string => `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -${cacheMb * 1_024};
  PRAGMA wal_autocheckpoint = 40000;
  PRAGMA temp_store = MEMORY;
`;

/** What a connection keeps in memory, and who is told of its statements. */
export interface ConnectionOptions {
  /** Where rows are put that were read; null where nobody looks for them. */
  readonly recent: RecentRows | null;
  /** So many GUIDs are kept with their numbers, a power of two. */
  readonly guidPlaces: number;
  /** Whether somebody asks for what is given a number (`takeMade`). */
  readonly tellsMade?: boolean;
  readonly watch?: ((sql: string) => void) | undefined;
}

/** What is made once for a connection that is open. */
export function connectionOf(
  db: DatabaseSync,
  tables: readonly Table[],
  { recent, guidPlaces, tellsMade = false, watch }: ConnectionOptions,
): Connection {
  const statements = statementsOf(db, watch);
  const made = new Map<Table, Documents>();
  return {
    db,
    statements,
    tables,
    references: referencesOf(statements, guidPlaces, tellsMade),
    reading: readingTurnOf(statements),
    documentsOf(table) {
      let documents = made.get(table);
      if (documents === undefined) {
        documents = documentsOf(statements, table, recent);
        made.set(table, documents);
      }
      return documents;
    },
  };
}

/** Opens the file, and closes it again where it turns out that it cannot serve. */
export function connected<T>(file: string, readOnly: boolean, use: (db: DatabaseSync) => T): T {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly, timeout: 1_000, enableForeignKeyConstraints: false });
    return use(db);
  } catch (error) {
    if (db?.isOpen === true) db.close();
    throw translated('data file', error);
  }
}
