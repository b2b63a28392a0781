import type { Store, StoreReader } from '../../ports/store.ts';
import { connected, connectionOf } from './connection.ts';
import { unavailable } from './faults.ts';
import { declaredKinds } from './kinds.ts';
import type { SqliteOptions } from './options.ts';
import { readsOf } from './reads.ts';
import { recognise, requireSame } from './schema.ts';
import { openWriter } from './writer.ts';

export type { SqliteOptions } from './options.ts';

const GUID_PLACES = 2 ** 16;
const READER_PRAGMAS = 'PRAGMA cache_size = -32768; PRAGMA query_only = ON';

function openReader({ file, kinds, watch }: SqliteOptions): StoreReader {
  const { tables, tableOf } = declaredKinds(kinds);
  return connected(file, true, (db) => {
    if (recognise(db)) throw unavailable('data file', 'is empty. Open it for writing first');
    db.exec(READER_PRAGMAS);
    const connection = connectionOf(db, tables, { recent: null, guidPlaces: GUID_PLACES, watch });
    requireSame(connection);
    return {
      ...readsOf(connection, tableOf),
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
