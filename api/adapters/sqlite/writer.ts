import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../ports/store.ts';
import { connected, connectionOf, writerPragmas, type Connection } from './connection.ts';
import type { RecentRows } from './documents.ts';
import { unavailable } from './faults.ts';
import { declaredKinds } from './kinds.ts';
import { lockFor } from './lock.ts';
import { movingWrites } from './moving-writes.ts';
import type { SqliteOptions } from './options.ts';
import { readsOf } from './reads.ts';
import { recentOf } from './recent.ts';
import { bringSchemaUp, recognise } from './schema.ts';
import { stepsOf, type AtHand } from './steps.ts';
import { threadedWrites } from './threaded-writes.ts';
import { writesBy } from './writes.ts';

/** Rows read of late that a write may follow: at least so many are at hand. */
const RECENT_ROWS = 4_096;
/** The people of a large tenant are at hand, in 18 MB. */
const GUID_PLACES = 2 ** 19;
/** Enough while few write. Whenever the thread has committed, SQLite drops what this connection has read anyway. */
const CACHE_MB = 16;
/** On the main thread a group takes no further commit after so long, so that the requests go on. */
const GROUP_MS = 6;
/** After so many groups one after the other that left commits waiting, a thread of its own writes. */
const BUSY_GROUPS = 20;
/** A log of so many pages is soon to be moved into the data file, which takes a second: by the thread. */
const LONG_LOG_PAGES = 30_000;
const GROUPS_BETWEEN_LOOKS = 64;

/** Tells after a group whether the main thread has too much to write. */
function busyTeller({ db }: Connection): (left: number) => boolean {
  let busyGroups = 0;
  let groups = 0;
  return (left) => {
    busyGroups = left > 0 ? busyGroups + 1 : 0;
    if (busyGroups >= BUSY_GROUPS) return true;
    if (++groups % GROUPS_BETWEEN_LOOKS !== 0) return false;
    const { log } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number };
    return log >= LONG_LOG_PAGES;
  };
}

function storeOver(db: DatabaseSync, options: SqliteOptions, unlock: () => void): Store {
  const { file, log, watch, thread = 'when-busy' } = options;
  const { kinds, tables, tableOf } = declaredKinds(options.kinds);
  const isEmpty = recognise(db);
  db.exec(writerPragmas(CACHE_MB));
  const recent: RecentRows = recentOf(RECENT_ROWS);
  const connection = connectionOf(db, tables, { recent, guidPlaces: GUID_PLACES, watch });
  db.exec('BEGIN IMMEDIATE');
  const changed = bringSchemaUp(connection, isEmpty);
  db.exec('COMMIT');
  log?.info({ changedKinds: changed }, 'data file open');

  const { references, reading } = connection;
  const isBusy = busyTeller(connection);
  const writes = movingWrites(
    writesBy(connection, GROUP_MS, {
      afterGroup(left) {
        if (thread === 'when-busy' && isBusy(left)) writes.move();
      },
    }),
    () => threadedWrites(file, kinds, references.learn),
    {
      moved: () => log?.info({}, 'a thread of its own writes the data file from now on'),
      failed: (err) => log?.error({ err }, 'the writing thread could not start'),
    },
  );
  if (thread === 'always') writes.move();

  const close = async (): Promise<void> => {
    await writes.end();
    try {
      reading.end();
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (err) {
      log?.warn({ err }, 'the log stays beside the data file; the next start reads it');
    } finally {
      db.close();
      unlock();
    }
  };
  let closing: Promise<void> | null = null;
  const atHand: AtHand = {
    row: (version) => recent.get(version),
    number: references.guidAtHand,
  };

  return {
    ...readsOf(connection, tableOf),
    async commit(partition, given) {
      const steps = stepsOf(tableOf, atHand, given);
      return writes.commit(references.partitionAtHand(partition) ?? partition, steps);
    },
    async dropExpired(before) {
      let dropped = 0;
      for (const { number } of tables)
        for (;;) {
          const some = await writes.dropSome(number, before);
          if (some === 0) break;
          dropped += some;
        }
      return dropped;
    },
    close: () => (closing ??= close()),
  };
}

/** Opens the file to read and write it, as the only process that does. */
export function openWriter(options: SqliteOptions): Store {
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
    return connected(options.file, false, (db) => storeOver(db, options, unlock));
  } catch (error) {
    unlock();
    throw error;
  }
}
