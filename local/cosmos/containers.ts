import { badRequest, conflict, missingOwner, notStoodInFor } from './refusal.ts';
import type { Row, Storage } from './storage.ts';
import { indexes, type IndexingPolicy } from './terms.ts';

/** A container's definition as it was given. */
export interface Definition {
  readonly id: string;
  readonly partitionKey: {
    readonly paths: readonly string[];
    readonly kind?: string;
    readonly version?: number;
  };
  readonly defaultTtl?: number;
  readonly indexingPolicy?: IndexingPolicy;
}

/** A container of the account. */
export interface Container {
  readonly rid: number;
  readonly definition: Definition;
  /** The one property that is the partition key. */
  readonly partitionKey: string;
  readonly isIndexed: (path: string) => boolean;
}

/** The account's databases and containers. */
export interface Containers {
  createDatabase(id: unknown): object;
  readDatabase(name: string): object;
  create(database: string, definition: unknown): object;
  read(database: string, name: string): object;
  /** @throws Refusal 404/1003 where there is none */
  find(database: string, name: string): Container;
}

const NAME = /^[^/\\?#]{1,255}$/;
const PARTITION_KEY_PATH = /^\/([A-Za-z_][A-Za-z0-9_]*)$/;
const KNOWN: ReadonlySet<string> = new Set(['id', 'partitionKey', 'defaultTtl', 'indexingPolicy']);

/** An id of a resource: eight bytes for a container, as the service makes them. */
const ridText = (rid: number): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(rid, 4);
  return bytes.toString('base64').replaceAll('/', '-');
};

const system = (rid: string): object => ({ _rid: rid, _self: '', _etag: `"${rid}"`, _ts: 1 });

function checked(given: unknown): Definition {
  const definition = (given ?? {}) as Partial<Definition>;
  const { id, partitionKey, defaultTtl } = definition;
  for (const name of Object.keys(definition))
    if (!KNOWN.has(name)) throw notStoodInFor(`a container's ${name}`);
  if (typeof id !== 'string' || !NAME.test(id)) throw badRequest('The container’s id is invalid.');
  const { paths, kind = 'Hash', version = 2 } = partitionKey ?? { paths: [] };
  const [path] = paths;
  if (path === undefined || !PARTITION_KEY_PATH.test(path))
    throw badRequest('The partition key path is invalid.');
  if (paths.length > 1 || kind !== 'Hash') throw notStoodInFor('keys of several levels');
  if (version !== 2) throw notStoodInFor('partition keys of version 1');
  if (
    defaultTtl !== undefined &&
    defaultTtl !== -1 &&
    !(Number.isInteger(defaultTtl) && defaultTtl > 0)
  )
    throw badRequest('The default time to live is invalid.');
  return definition as Definition;
}

/** Databases and containers in the memory. */
export function containersIn(storage: Storage): Containers {
  const found = new Map<string, Container>();
  const rowOf = (database: string, name: string): Row => {
    const row = storage.row(
      'SELECT rid, body FROM containers WHERE database = ? AND name = ?',
      database,
      name,
    );
    if (row === undefined) throw missingOwner();
    return row;
  };
  const readDatabase = (name: string): object => {
    if (storage.row('SELECT 1 FROM databases WHERE name = ?', name) === undefined)
      throw missingOwner();
    return { id: name, ...system(name) };
  };
  const read = (database: string, name: string): object => {
    const row = rowOf(database, name);
    const rid = ridText(Number(row['rid']));
    return { ...(JSON.parse(String(row['body'])) as object), ...system(rid) };
  };
  return {
    readDatabase,
    read,
    createDatabase(id) {
      if (typeof id !== 'string' || !NAME.test(id))
        throw badRequest('The database’s id is invalid.');
      if (storage.row('SELECT 1 FROM databases WHERE name = ?', id) !== undefined) throw conflict();
      storage.run('INSERT INTO databases (name) VALUES (?)', id);
      return readDatabase(id);
    },
    create(database, given) {
      readDatabase(database);
      const definition = checked(given);
      storage.atomically(() => {
        const { id } = definition;
        const there = 'SELECT 1 FROM containers WHERE database = ? AND name = ?';
        if (storage.row(there, database, id) !== undefined) throw conflict();
        storage.run(
          'INSERT INTO containers (database, name, body) VALUES (?, ?, ?)',
          database,
          id,
          JSON.stringify(definition),
        );
        storage.run(
          `INSERT INTO ranges (container, id, low, high, parents) VALUES (?, '0', '', 'FF', '[]')`,
          rowOf(database, id)['rid'] ?? null,
        );
      });
      return read(database, definition.id);
    },
    find(database, name) {
      const key = `${database}/${name}`;
      let container = found.get(key);
      if (container === undefined) {
        const row = rowOf(database, name);
        const definition = JSON.parse(String(row['body'])) as Definition;
        container = {
          rid: Number(row['rid']),
          definition,
          partitionKey: (definition.partitionKey.paths[0] ?? '').slice(1),
          isIndexed: indexes(definition.indexingPolicy),
        };
        found.set(key, container);
      }
      return container;
    },
  };
}
