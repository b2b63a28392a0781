import { randomUUID } from 'node:crypto';
import type { Container } from './containers.ts';
import { badRequest, conflict, missingItem, preconditionFailed, tooLarge } from './refusal.ts';
import type { Row, Storage } from './storage.ts';
import { termsOf } from './terms.ts';

/** A document as clients give it. */
export type Body = Readonly<Record<string, unknown>>;

/** A document as it is given back, with the service's own properties. */
export interface Stored {
  readonly doc: Body;
  readonly etag: string;
  /** The size of its JSON. */
  readonly bytes: number;
  /** How many index terms it has. */
  readonly terms: number;
}

/** What is written is of one transaction: its number and the place within it. */
export interface Transaction {
  readonly lsn: number;
  place: number;
}

/** A container's documents. */
export interface Documents {
  /** @throws Refusal 404 */
  read(container: Container, pk: string, id: string): Stored;
  /** The document as it was before its last write. @throws Refusal 404 where it was not there yet */
  readStale(container: Container, pk: string, id: string): Stored;
  /** Runs writes of one transaction: all or none. */
  transact<T>(container: Container, work: (transaction: Transaction) => T): T;
  /** @throws Refusal 409 */
  create(container: Container, pk: string, body: Body, transaction: Transaction): Stored;
  /** @throws Refusal 404, 412 */
  replace(
    container: Container,
    pk: string,
    id: string,
    body: Body,
    ifMatch: string | null,
    transaction: Transaction,
  ): Stored;
  /** @throws Refusal 404, 412 */
  remove(container: Container, pk: string, id: string, ifMatch: string | null): Stored;
  /** What a row holds. */
  stored(row: Row): Stored;
}

/** The largest document. */
const DOCUMENT_MAX_BYTES = 2 * 1024 * 1024;
const ID_MAX_BYTES = 1_023;
const ID_FORBIDDEN = /[/\\?#]/;
const SYSTEM = ['_rid', '_self', '_etag', '_attachments', '_ts', '_lsn'];

/** Checks a body as the service does; gives it without the service's own properties, which clients may send back. */
function checked(container: Container, pk: string, body: Body): Body {
  const { id } = body;
  if (
    typeof id !== 'string' ||
    id === '' ||
    ID_FORBIDDEN.test(id) ||
    id.endsWith(' ') ||
    Buffer.byteLength(id) > ID_MAX_BYTES
  )
    throw badRequest('The input name is invalid: an id has 1 to 1,023 bytes and none of / \\ ? #.');
  if (body[container.partitionKey] !== pk)
    throw badRequest(
      'PartitionKey extracted from document doesn’t match the one specified in the header.',
      1001,
    );
  const { ttl } = body;
  if (
    ttl !== undefined &&
    ttl !== -1 &&
    !(Number.isInteger(ttl) && Number(ttl) > 0 && Number(ttl) < 2 ** 31)
  )
    throw badRequest('The input ttl is invalid: it is -1, or a positive whole number of seconds.');
  const own = { ...body } as Record<string, unknown>;
  for (const name of SYSTEM) Reflect.deleteProperty(own, name);
  if (Buffer.byteLength(JSON.stringify(own)) > DOCUMENT_MAX_BYTES) throw tooLarge();
  return own;
}

/** When a document ends by its time to live; null for never. Without a default of the container there is no such thing. */
function endOf({ definition }: Container, { ttl }: Body, nowMs: number): number | null {
  if (definition.defaultTtl === undefined) return null;
  const seconds = ttl === undefined ? definition.defaultTtl : Number(ttl);
  return seconds === -1 ? null : nowMs + seconds * 1_000;
}

/** The documents in the memory. */
export function documentsIn(storage: Storage): Documents {
  const stored = (row: Row): Stored => {
    const body = String(row['body']);
    const etag = String(row['etag']);
    const doc = {
      ...(JSON.parse(body) as Body),
      _rid: String(row['seq']),
      _self: '',
      _etag: etag,
      _attachments: 'attachments/',
      _ts: Number(row['ts']),
    };
    return { doc, etag, bytes: Buffer.byteLength(body), terms: Number(row['terms']) };
  };

  const rowOf = (container: Container, pk: string, id: string): Row | undefined => {
    const row = storage.row(
      'SELECT * FROM docs WHERE container = ? AND pk = ? AND id = ?',
      container.rid,
      pk,
      id,
    );
    return row !== undefined && (row['endsAtMs'] === null || Number(row['endsAtMs']) > Date.now())
      ? row
      : undefined;
  };
  const existing = (container: Container, pk: string, id: string): Row => {
    const row = rowOf(container, pk, id);
    if (row === undefined) throw missingItem();
    return row;
  };
  const matching = (container: Container, pk: string, id: string, ifMatch: string | null): Row => {
    const row = existing(container, pk, id);
    if (ifMatch !== null && ifMatch !== '*' && ifMatch !== row['etag']) throw preconditionFailed();
    return row;
  };

  const erase = (seq: Row[string]): void => {
    storage.run('DELETE FROM terms WHERE doc = ?', seq ?? null);
    storage.run('DELETE FROM docs WHERE seq = ?', seq ?? null);
  };

  const put = (
    container: Container,
    pk: string,
    body: Body,
    before: Row | undefined,
    transaction: Transaction,
  ): Stored => {
    const nowMs = Date.now();
    const id = String(body['id']);
    const terms = termsOf(body, container.isIndexed);
    const expired = storage.row(
      'SELECT seq FROM docs WHERE container = ? AND pk = ? AND id = ?',
      container.rid,
      pk,
      id,
    );
    if (before === undefined && expired !== undefined) erase(expired['seq'] ?? null);
    if (before !== undefined) storage.run('DELETE FROM terms WHERE doc = ?', before['seq'] ?? null);
    storage.run(
      `INSERT OR REPLACE INTO docs (seq, container, pk, id, body, etag, ts, endsAtMs, lsn, place, terms, previous)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      before?.['seq'] ?? null,
      container.rid,
      pk,
      id,
      JSON.stringify(body),
      `"${randomUUID()}"`,
      Math.floor(nowMs / 1_000),
      endOf(container, body, nowMs),
      transaction.lsn,
      transaction.place++,
      terms.length,
      before === undefined
        ? null
        : JSON.stringify({ body: before['body'], etag: before['etag'], ts: before['ts'] }),
    );
    const row = existing(container, pk, id);
    for (const { path, value } of terms)
      storage.run(
        'INSERT INTO terms (container, path, pk, value, doc) VALUES (?, ?, ?, ?, ?)',
        container.rid,
        path,
        pk,
        value,
        row['seq'] ?? null,
      );
    return stored(row);
  };

  return {
    stored,
    read: (container, pk, id) => stored(existing(container, pk, id)),
    readStale(container, pk, id) {
      const row = existing(container, pk, id);
      if (row['previous'] === null) throw missingItem();
      return stored({ ...row, ...(JSON.parse(String(row['previous'])) as Row) });
    },
    transact: (container, work) =>
      storage.atomically(() => {
        storage.run('UPDATE containers SET lsn = lsn + 1 WHERE rid = ?', container.rid);
        const row = storage.row('SELECT lsn FROM containers WHERE rid = ?', container.rid);
        return work({ lsn: Number(row?.['lsn']), place: 0 });
      }),
    create(container, pk, given, transaction) {
      const body = checked(container, pk, given);
      if (rowOf(container, pk, String(body['id'])) !== undefined) throw conflict();
      return put(container, pk, body, undefined, transaction);
    },
    replace(container, pk, id, given, ifMatch, transaction) {
      const before = matching(container, pk, id, ifMatch);
      const body = checked(container, pk, given);
      if (body['id'] !== id) throw badRequest('The id of the body is not that of the address.');
      return put(container, pk, body, before, transaction);
    },
    remove(container, pk, id, ifMatch) {
      const row = matching(container, pk, id, ifMatch);
      const removed = stored(row);
      erase(row['seq'] ?? null);
      return removed;
    },
  };
}
