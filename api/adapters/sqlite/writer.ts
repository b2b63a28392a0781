import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../../ports/log.ts';
import type { AnyKind, Store } from '../../ports/store.ts';
import { checkpointsOf } from './checkpoints.ts';
import { connected, connectionOf, tablesOf } from './connection.ts';
import type { RecentRows } from './documents.ts';
import { dropSome } from './expiry.ts';
import { unavailable } from './faults.ts';
import { groupsOf } from './groups.ts';
import type { Table } from './layout.ts';
import { lockFor } from './lock.ts';
import { performer } from './perform.ts';
import { readsOf } from './reads.ts';
import { recentOf } from './recent.ts';
import { bringSchemaUp, recognise } from './schema.ts';
import { stepsOf } from './steps.ts';
import { versionsOf } from './versions.ts';

/**
 * Measured: a large cache and rare checkpoints are worth a factor of two; FULL is what makes a commit durable.
 * Checkpoints are `checkpoints.ts`'s; SQLite's own, which would stop the event loop, only come where those fail.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 400000;
  PRAGMA temp_store = MEMORY;
`;

/** Rows read of late that a write may follow: at least so many are at hand. */
const RECENT_ROWS = 4_096;

/** What the store is opened with. */
export interface WriterOptions {
  readonly file: string;
  readonly kinds: readonly AnyKind[];
  readonly log?: Log;
  readonly watch?: (sql: string) => void;
}

function storeOver(
  db: DatabaseSync,
  tables: ReadonlyMap<AnyKind, Table>,
  { file, log, watch }: WriterOptions,
  unlock: () => void,
): Store {
  const isEmpty = recognise(db);
  db.exec(PRAGMAS);
  const recent: RecentRows = recentOf(RECENT_ROWS);
  const connection = connectionOf(db, tables, recent, watch);
  const { statements, references, documentsOf } = connection;
  db.exec('BEGIN IMMEDIATE');
  const changed = bringSchemaUp(db, statements, references, [...tables.values()], isEmpty);
  db.exec('COMMIT');
  log?.info({ changedKinds: changed }, 'data file open');

  const versions = versionsOf(statements);
  const checkpoints = checkpointsOf(db, file, log);
  const groups = groupsOf(db, performer(references, versions, documentsOf), {
    afterGroup: () => checkpoints.afterGroup(),
    afterRollback() {
      references.forget();
      versions.forget();
      recent.clear();
    },
  });

  const close = async (): Promise<void> => {
    await groups.end();
    await checkpoints.stop();
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (err) {
      log?.warn({ err }, 'the log stays beside the data file; the next start reads it');
    } finally {
      db.close();
      unlock();
    }
  };
  let closing: Promise<void> | null = null;

  return {
    ...readsOf(connection),
    async commit(partition, writes) {
      return groups.commit(partition, stepsOf(tables, writes));
    },
    async dropExpired(before) {
      let dropped = 0;
      for (const table of tables.values())
        for (;;) {
          const some = groups.alone(() => dropSome(statements, table, documentsOf(table), before));
          if (some === 0) break;
          dropped += some;
          await nextTurn();
        }
      return dropped;
    },
    close: () => (closing ??= close()),
  };
}

/** Opens the file to read and write it, as the only process that does. */
export function openWriter(options: WriterOptions): Store {
  const tables = tablesOf(options.kinds);
  try {
    mkdirSync(dirname(options.file), { recursive: true });
  } catch (error) {
    throw unavailable(
      'folder of the data file',
      'cannot be made. Check the path and its rights',
      error,
    );
  }
  const unlock = lockFor(options.file);
  try {
    return connected(options.file, false, (db) => storeOver(db, tables, options, unlock));
  } catch (error) {
    unlock();
    throw error;
  }
}
