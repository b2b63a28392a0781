import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../../ports/log.ts';
import type { AnyKind, AnyWrite, Kind, Partition, Store, StoreReader } from '../../ports/store.ts';
import { dropSome } from './expiry.ts';
import { translated, unavailable } from './faults.ts';
import type { Doc } from './fields.ts';
import { groupsOf } from './groups.ts';
import { tableOf, type Table } from './layout.ts';
import { lockFor } from './lock.ts';
import { documentsOf, type Documents, type RecentRows } from './documents.ts';
import { performer } from './perform.ts';
import { readsOf } from './reads.ts';
import { recentOf } from './recent.ts';
import { referencesOf } from './references.ts';
import { bringSchemaUp, recognise, requireSame } from './schema.ts';
import { statementsOf, type Statements } from './statements.ts';
import { stepsOf } from './steps.ts';
import { versionsOf } from './versions.ts';

/** What to open. */
export interface SqliteOptions {
  /** The data file; it and its folder are made where they are not there yet. */
  readonly file: string;
  /** Every kind that the store is to hold. */
  readonly kinds: readonly AnyKind[];
  /** Told of openings and migrations. */
  readonly log?: Log;
  /** Told the text of each statement once; for a test of their plans. */
  readonly watch?: (sql: string) => void;
}

/** Measured (stores.md): a large cache and rare checkpoints are worth a factor of two; FULL is what makes a commit durable. */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000;
  PRAGMA temp_store = MEMORY;
  PRAGMA foreign_keys = OFF;
`;
/** Rows read of late that a write may follow: at least so many are at hand. */
const RECENT_ROWS = 4_096;
const READER_PRAGMAS = 'PRAGMA cache_size = -32768; PRAGMA query_only = ON';

const tablesOf = (kinds: readonly AnyKind[]): Map<AnyKind, Table> => {
  const plain = kinds as unknown as readonly Kind<Doc>[];
  if (new Set(plain.map(({ name }) => name.toLowerCase())).size < plain.length)
    throw new Error('Two kinds of a store have the same name.');
  if (plain.filter(({ log }) => log === true).length > 1)
    throw new Error('At most one kind of a store is a log.');
  return new Map(plain.map((kind) => [kind as unknown as AnyKind, tableOf(kind)]));
};

/** The documents of each kind, made once. */
function documentsIn(
  statements: Statements,
  tables: ReadonlyMap<AnyKind, Table>,
  recent: RecentRows | null,
): (table: Table) => Documents {
  const made = new Map(
    [...tables.values()].map((table) => [table, documentsOf(statements, table, recent)]),
  );
  return (table) => made.get(table) ?? documentsOf(statements, table, recent);
}

/** Opens the file, and closes it again where it turns out that it cannot serve. */
function connected<T>(file: string, readOnly: boolean, use: (db: DatabaseSync) => T): T {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly, timeout: 1_000, enableForeignKeyConstraints: false });
    return use(db);
  } catch (error) {
    db?.close();
    throw translated('data file', error);
  }
}

function openWriter({ file, kinds, log, watch }: SqliteOptions): Store {
  const tables = tablesOf(kinds);
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw unavailable(
      'folder of the data file',
      'cannot be made. Check the path and its rights',
      error,
    );
  }
  const unlock = lockFor(file);
  try {
    return connected(file, false, (db) => {
      const empty = recognise(db);
      db.exec(PRAGMAS);
      const statements = statementsOf(db, watch);
      const references = referencesOf(statements);
      db.exec('BEGIN IMMEDIATE');
      const changed = bringSchemaUp(db, statements, references, [...tables.values()], empty);
      db.exec('COMMIT');
      log?.info({ changedKinds: changed.length }, 'data file open');

      const versions = versionsOf(statements);
      const recent: RecentRows = recentOf(RECENT_ROWS);
      const documents = documentsIn(statements, tables, recent);
      const perform = performer(references, versions, documents);
      const groups = groupsOf(db, perform, () => {
        references.forget();
        versions.forget();
        recent.clear();
      });
      let closing: Promise<void> | null = null;
      const close = async (): Promise<void> => {
        await groups.end();
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        db.close();
        unlock();
      };
      return {
        ...readsOf({ statements, references, tables, documentsOf: documents }),
        async commit(partition: Partition, writes: readonly AnyWrite[]) {
          return groups.commit(partition, stepsOf(tables, writes));
        },
        async dropExpired(before) {
          let dropped = 0;
          for (const table of tables.values())
            for (;;) {
              const some = groups.alone(() =>
                dropSome(statements, table, documents(table), before),
              );
              if (some === 0) break;
              dropped += some;
              await nextTurn();
            }
          return dropped;
        },
        close: () => (closing ??= close()),
      };
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

function openReader({ file, kinds, watch }: SqliteOptions): StoreReader {
  const tables = tablesOf(kinds);
  return connected(file, true, (db) => {
    if (recognise(db)) throw unavailable('data file', 'is empty. Open it for writing first');
    db.exec(READER_PRAGMAS);
    const statements = statementsOf(db, watch);
    const references = referencesOf(statements);
    requireSame(statements, [...tables.values()]);
    return {
      ...readsOf({
        statements,
        references,
        tables,
        documentsOf: documentsIn(statements, tables, null),
      }),
      async close() {
        if (db.isOpen) db.close();
      },
    };
  });
}

/**
 * Opens the store in a SQLite file: one process at a time, durable at each fulfilled commit, brought to the declared
 * kinds where an older program wrote it. With `readOnly` a reader beside the open store, for a worker thread.
 * Throws `AppError('store-unavailable')` where the file cannot serve, saying what to do; a contradictory declaration is
 * a bug and throws as such.
 */
export function openSqliteStore(options: SqliteOptions & { readonly readOnly: true }): StoreReader;
export function openSqliteStore(options: SqliteOptions & { readonly readOnly?: false }): Store;
export function openSqliteStore(
  options: SqliteOptions & { readonly readOnly?: boolean },
): Store | StoreReader {
  return options.readOnly === true ? openReader(options) : openWriter(options);
}
