import type { IncomingHttpHeaders } from 'node:http';
import type { RequestKind } from './faults.ts';
import { badRequest, notStoodInFor } from './refusal.ts';

/** A request as the service sees it. */
export interface Asking {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The address under which it was asked, for the account's own description. */
  readonly origin: string;
}

/** Headers that a client may send and that change nothing here. */
const IDLE: ReadonlySet<string> = new Set([
  'x-ms-activity-id',
  'x-ms-client-request-id',
  'x-ms-cosmos-correlated-activityid',
  'x-ms-cosmos-query-version',
  'x-ms-cosmos-sdk-supportedcapabilities',
  'x-ms-cosmos-supported-query-features',
  'x-ms-date',
  'x-ms-documentdb-query-enablecrosspartition',
  'x-ms-documentdb-query-parallelizecrosspartitionquery',
  'x-ms-documentdb-responsecontinuationtokenlimitinkb',
  'x-ms-session-token',
  'x-ms-useragent',
]);
/** Headers that are looked at. */
const HEEDED: ReadonlySet<string> = new Set([
  'x-ms-continuation',
  'x-ms-cosmos-batch-atomic',
  'x-ms-cosmos-is-batch-request',
  'x-ms-cosmos-is-query-plan-request',
  'x-ms-documentdb-isquery',
  'x-ms-documentdb-partitionkey',
  'x-ms-documentdb-partitionkeyrangeid',
  'x-ms-max-item-count',
  'x-ms-version',
]);

const PAGE_DEFAULT = 100;
const PAGE_MAX = 1_000;

/** The one value of a header; null where it is missing or there are several. */
export const one = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

/** The most items that a page may hold. @throws Refusal for what is no size of a page */
export function pageSizeOf(headers: IncomingHttpHeaders): number {
  const text = one(headers['x-ms-max-item-count']);
  if (text === null || text === '-1') return PAGE_DEFAULT;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > PAGE_MAX)
    throw badRequest(`The page size is 1 to ${PAGE_MAX}, or -1.`);
  return size;
}

/** The partition that a request names: one text; null where it names none. */
export function partitionOf(headers: IncomingHttpHeaders): string | null {
  const header = one(headers['x-ms-documentdb-partitionkey']);
  if (header === null) return null;
  const values: unknown = JSON.parse(header);
  const [pk] = Array.isArray(values) ? (values as unknown[]) : [];
  if (!Array.isArray(values) || values.length !== 1 || typeof pk !== 'string')
    throw badRequest(
      'Partition key provided either doesn’t correspond to definition in the collection.',
      1001,
    );
  return pk;
}

/** The partition that a request must name. @throws Refusal where it names none */
export function needPartition(headers: IncomingHttpHeaders): string {
  const pk = partitionOf(headers);
  if (pk === null)
    throw badRequest('PartitionKey value must be supplied for this operation.', 1001);
  return pk;
}

/** The body of a request. @throws Refusal for what is no JSON */
export const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request’s body is no JSON.');
  }
};

/** The parts of an address, decoded. */
export const segmentsOf = (path: string): string[] =>
  path.split('/').filter(Boolean).map(decodeURIComponent);

/** What a request is. @throws Refusal for one that is nothing at all */
export function kindOf({
  method,
  path,
  headers,
}: Pick<Asking, 'method' | 'path' | 'headers'>): RequestKind {
  const segments = segmentsOf(path);
  const [root, , colls, , last] = segments;
  if (segments.length === 0 && method === 'GET') return 'account';
  if (root !== 'dbs' || (segments.length > 2 && colls !== 'colls'))
    throw notStoodInFor(`${method} ${path}`);
  if (segments.length <= 4 && (method === 'GET' || method === 'POST')) return 'container';
  if (last === 'pkranges' && segments.length === 5 && method === 'GET') return 'ranges';
  if (last === 'docs' && segments.length === 6 && method === 'GET') return 'read';
  if (last === 'docs' && segments.length === 5) {
    if (method === 'GET' && headers['a-im'] !== undefined) return 'changes';
    if (method === 'POST' && headers['x-ms-cosmos-is-query-plan-request'] !== undefined)
      return 'plan';
    if (method === 'POST' && headers['x-ms-cosmos-is-batch-request'] === 'true') return 'batch';
    if (method === 'POST' && headers['x-ms-documentdb-isquery'] === 'true') return 'query';
  }
  throw notStoodInFor(`${method} ${path}`);
}

/** @throws Refusal for a header that the stand-in does not know, or a needed one that is missing */
export function checkHeaders(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers))
    if (name.startsWith('x-ms-') && !IDLE.has(name) && !HEEDED.has(name))
      throw notStoodInFor(`the header ${name}`);
  if (headers['x-ms-version'] === undefined)
    throw badRequest('The header x-ms-version is missing.');
  const feed = one(headers['a-im']);
  if (feed !== null && feed.toLowerCase() !== 'incremental feed')
    throw notStoodInFor(`the change feed mode ${feed}`);
}
