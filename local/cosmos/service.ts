import type { IncomingHttpHeaders } from 'node:http';
import { authorise, type Access } from './authorise.ts';
import { transactBatch } from './batch.ts';
import { changesIn } from './changes.ts';
import { queryCharge, readCharge, REFUSAL_CHARGE } from './charge.ts';
import { containersIn, type Container, type Containers } from './containers.ts';
import { documentsIn, type Documents } from './documents.ts';
import type { RequestKind } from './faults.ts';
import { questionsIn, type Questions } from './questions.ts';
import { rangesIn, type Ranges } from './ranges.ts';
import { badRequest, notStoodInFor } from './refusal.ts';
import type { Storage } from './storage.ts';

/** A request as the service sees it. */
export interface Asking {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The address under which it was asked, for the account's own description. */
  readonly origin: string;
}

/** What the service answers. */
export interface Answering {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly charge: number;
  readonly documentsRead: number;
  readonly documentsWritten: number;
}

/** How the account is set up. */
export interface AccountFacts extends Access {
  readonly consistency: 'Strong' | 'BoundedStaleness' | 'Session' | 'ConsistentPrefix' | 'Eventual';
  /** How many regions take writes. */
  readonly writeRegions: number;
  /** The address that the account gives for itself; that under which it is asked where it is null. */
  readonly endpoint: string | null;
}

/** The account, without its connections. */
export interface Service {
  /** What a request is. @throws Refusal for one that is nothing at all */
  kindOf(asking: Pick<Asking, 'method' | 'path' | 'headers'>): RequestKind;
  /** @throws Refusal for what the service refuses */
  answer(asking: Asking, options: { readonly stale: boolean }): Answering;
  readonly containers: Containers;
  readonly ranges: Ranges;
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

const one = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

function pageSizeOf(headers: IncomingHttpHeaders): number {
  const text = one(headers['x-ms-max-item-count']);
  if (text === null || text === '-1') return PAGE_DEFAULT;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > PAGE_MAX)
    throw badRequest(`The page size is 1 to ${PAGE_MAX}, or -1.`);
  return size;
}

/** The partition that a request names: one text; null where it names none. */
function partitionOf(headers: IncomingHttpHeaders): string | null {
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

function needPartition(headers: IncomingHttpHeaders): string {
  const pk = partitionOf(headers);
  if (pk === null)
    throw badRequest('PartitionKey value must be supplied for this operation.', 1001);
  return pk;
}

const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request’s body is no JSON.');
  }
};

/** The account over a memory. */
export function createService(storage: Storage, account: AccountFacts): Service {
  const containers = containersIn(storage);
  const documents: Documents = documentsIn(storage);
  const questions: Questions = questionsIn(storage, documents);
  const ranges = rangesIn(storage);

  const plain = (status: number, body: unknown): Answering => ({
    status,
    body,
    headers: {},
    charge: status === 201 ? 5 : REFUSAL_CHARGE,
    documentsRead: 0,
    documentsWritten: 0,
  });

  const describe = (origin: string): object => {
    const regions = Array.from({ length: account.writeRegions }, (_, nth) => ({
      name: `Region ${nth + 1}`,
      databaseAccountEndpoint: `${account.endpoint ?? origin}/`,
    }));
    return {
      id: 'stand-in',
      _self: '',
      writableLocations: regions,
      readableLocations: regions,
      enableMultipleWriteLocations: account.writeRegions > 1,
      userConsistencyPolicy: { defaultConsistencyLevel: account.consistency },
    };
  };

  const batch = (container: Container, { headers, body }: Asking): Answering => {
    if (headers['x-ms-cosmos-batch-atomic'] !== 'true')
      throw notStoodInFor('batches that are not atomic');
    const pk = needPartition(headers);
    ranges.arrive(container, pk);
    const result = transactBatch(documents, container, pk, bodyOf(body), {
      bytes: Buffer.byteLength(body),
      minimal: headers.prefer === 'return=minimal',
    });
    return {
      status: result.status,
      body: result.results,
      headers: {},
      charge: result.charge,
      documentsRead: 0,
      documentsWritten: result.written,
    };
  };

  const query = (container: Container, { headers, body }: Asking): Answering => {
    const pk = partitionOf(headers);
    if (pk !== null) ranges.arrive(container, pk);
    const rangeId = one(headers['x-ms-documentdb-partitionkeyrangeid']);
    if (
      pk === null &&
      rangeId === null &&
      headers['x-ms-documentdb-query-enablecrosspartition'] !== 'true'
    )
      throw badRequest('Cross partition query is required but disabled.');
    const page = questions.ask(container, bodyOf(body), {
      pk,
      isInRange: rangeId === null ? () => true : ranges.membersOf(container, rangeId),
      size: pageSizeOf(headers),
      continuation: one(headers['x-ms-continuation']),
    });
    return {
      status: 200,
      body: { _rid: String(container.rid), Documents: page.items, _count: page.items.length },
      headers: page.continuation === null ? {} : { 'x-ms-continuation': page.continuation },
      charge: queryCharge(page.bytes),
      documentsRead: page.documents,
      documentsWritten: 0,
    };
  };

  const plan = (container: Container, { body }: Asking): Answering => {
    // The text is understood, or refused here as it would be when it is asked.
    questions.ask(container, bodyOf(body), {
      pk: '',
      isInRange: () => false,
      size: 1,
      continuation: null,
    });
    return plain(200, {
      partitionedQueryExecutionInfoVersion: 2,
      queryInfo: {
        distinctType: 'None',
        orderBy: [],
        orderByExpressions: [],
        groupByExpressions: [],
        groupByAliases: [],
        aggregates: [],
        groupByAliasToAggregateType: {},
        rewrittenQuery: '',
        hasSelectValue: false,
        hasNonStreamingOrderBy: false,
      },
      queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
    });
  };

  const changes = (container: Container, { headers }: Asking): Answering => {
    const pk = needPartition(headers);
    ranges.arrive(container, pk);
    const page = changesIn(
      storage,
      documents,
      container,
      pk,
      one(headers['if-none-match']),
      pageSizeOf(headers),
    );
    const isEmpty = page.items.length === 0;
    return {
      status: isEmpty ? 304 : 200,
      body: isEmpty
        ? undefined
        : { _rid: String(container.rid), Documents: page.items, _count: page.items.length },
      headers: { etag: page.etag },
      charge: queryCharge(page.bytes),
      documentsRead: page.items.length,
      documentsWritten: 0,
    };
  };

  const read = (container: Container, id: string, headers: IncomingHttpHeaders, stale: boolean) => {
    const pk = needPartition(headers);
    ranges.arrive(container, pk);
    const { doc, etag, bytes } = documents[stale ? 'readStale' : 'read'](container, pk, id);
    return {
      status: 200,
      body: doc,
      headers: { etag },
      charge: readCharge(bytes),
      documentsRead: 1,
      documentsWritten: 0,
    };
  };

  const segmentsOf = (path: string): string[] =>
    path.split('/').filter(Boolean).map(decodeURIComponent);

  const kindOf: Service['kindOf'] = ({ method, path, headers }) => {
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
  };

  const checkHeaders = (headers: IncomingHttpHeaders): void => {
    for (const name of Object.keys(headers))
      if (name.startsWith('x-ms-') && !IDLE.has(name) && !HEEDED.has(name))
        throw notStoodInFor(`the header ${name}`);
    if (headers['x-ms-version'] === undefined)
      throw badRequest('The header x-ms-version is missing.');
    const feed = one(headers['a-im']);
    if (feed !== null && feed.toLowerCase() !== 'incremental feed')
      throw notStoodInFor(`the change feed mode ${feed}`);
  };

  return {
    kindOf,
    containers,
    ranges,
    answer(asking, { stale }) {
      const { method, path, headers, body } = asking;
      const kind = kindOf(asking);
      checkHeaders(headers);
      const segments = segmentsOf(path);
      const isFeed = segments.length % 2 === 1;
      authorise(account, {
        method,
        resourceType: (isFeed ? segments.at(-1) : segments.at(-2)) ?? '',
        resourceLink: (isFeed ? segments.slice(0, -1) : segments).join('/'),
        date: one(headers['x-ms-date']) ?? '',
        authorization: headers.authorization ?? '',
      });
      const [, database = '', , name = '', , id = ''] = segments;
      if (kind === 'account') return plain(200, describe(asking.origin));
      if (kind === 'container') {
        if (method === 'GET' && segments.length === 2)
          return plain(200, containers.readDatabase(database));
        if (method === 'GET' && segments.length === 4)
          return plain(200, containers.read(database, name));
        const { id: wanted } = bodyOf(body) as { id?: unknown };
        if (method === 'POST' && segments.length === 1)
          return plain(201, containers.createDatabase(wanted));
        if (method === 'POST' && segments.length === 3)
          return plain(201, containers.create(database, bodyOf(body)));
        throw notStoodInFor(`${method} ${path}`);
      }
      const container = containers.find(database, name);
      if (kind === 'read') return read(container, id, headers, stale);
      if (kind === 'batch') return batch(container, asking);
      if (kind === 'query') return query(container, asking);
      if (kind === 'plan') return plan(container, asking);
      if (kind === 'changes') return changes(container, asking);
      const list = ranges.list(container);
      return plain(200, {
        _rid: String(container.rid),
        PartitionKeyRanges: list,
        _count: list.length,
      });
    },
  };
}
