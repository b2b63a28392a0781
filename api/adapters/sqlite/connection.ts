import { DatabaseSync } from 'node:sqlite';
import type { AnyKind, Kind } from '../../ports/store.ts';
import { documentsOf, type Documents, type RecentRows } from './documents.ts';
import { translated } from './faults.ts';
import type { Doc } from './fields.ts';
import { tableOf, type Table } from './layout.ts';
import type { References } from './references.ts';
import { referencesOf } from './references.ts';
import { statementsOf, type Statements } from './statements.ts';

/** An open connection and what is made once for it. */
export interface Connection {
  readonly db: DatabaseSync;
  readonly statements: Statements;
  readonly references: References;
  readonly tables: ReadonlyMap<AnyKind, Table>;
  readonly documentsOf: (table: Table) => Documents;
}

/** The layout of each kind. Two of one name, or two logs, are a bug and throw. */
export function tablesOf(kinds: readonly AnyKind[]): Map<AnyKind, Table> {
  const plain = kinds as unknown as readonly Kind<Doc>[];
  if (new Set(plain.map(({ name }) => name.toLowerCase())).size < plain.length)
    throw new Error('Two kinds of a store have the same name.');
  if (plain.filter(({ log }) => log === true).length > 1)
    throw new Error('At most one kind of a store is a log.');
  return new Map(plain.map((kind) => [kind as unknown as AnyKind, tableOf(kind)]));
}

/** What is made once for a connection that is open. */
export function connectionOf(
  db: DatabaseSync,
  tables: ReadonlyMap<AnyKind, Table>,
  recent: RecentRows | null,
  watch: ((sql: string) => void) | undefined,
): Connection {
  const statements = statementsOf(db, watch);
  const made = new Map<Table, Documents>();
  return {
    db,
    statements,
    tables,
    references: referencesOf(statements),
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
