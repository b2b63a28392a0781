import type { IncomingHttpHeaders } from 'node:http';
import {
  bodyOf,
  checkHeaders,
  kindOf,
  needPartition,
  one,
  pageSizeOf,
  partitionOf,
  segmentsOf,
  type Asking,
} from './asking.ts';
import { authorise, type Access } from './authorise.ts';
import { transactBatch } from './batch.ts';
import { changesIn } from './changes.ts';
import { queryCharge, readCharge, REFUSAL_CHARGE } from './charge.ts';
import { containersIn, type Container, type Containers } from './containers.ts';
import { documentsIn, type Documents } from './documents.ts';
import { questionsIn, type Questions } from './questions.ts';
import { rangesIn, type Ranges } from './ranges.ts';
import { badRequest, notStoodInFor } from './refusal.ts';
import type { Storage } from './storage.ts';

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
  /** @throws Refusal for what the service refuses */
  answer(asking: Asking, options: { readonly stale: boolean }): Answering;
  readonly containers: Containers;
  readonly ranges: Ranges;
}

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

  return {
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
