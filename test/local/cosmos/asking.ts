import { createHmac } from 'node:crypto';
import type { CosmosDouble } from '../../../local/cosmos/double.ts';

/** What the stand-in answered. */
export interface Reply {
  readonly status: number;
  readonly substatus: string | null;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A signed request, as the SDK makes them. A header of undefined is left out. */
export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly key?: string;
  readonly authorization?: string;
  readonly date?: string;
}

export const CONTAINER = {
  id: 'tenant',
  partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 },
  defaultTtl: -1,
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [
      { path: '/tenantId/?' },
      { path: '/kind/?' },
      { path: '/sort/*' },
      { path: '/entries/*' },
    ],
    excludedPaths: [{ path: '/*' }],
  },
};

/** Asks the stand-in as a client without an SDK would. */
export function askerOf(double: CosmosDouble) {
  const ask = async (method: string, path: string, asking: Asking = {}): Promise<Reply> => {
    const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
    const isFeed = segments.length % 2 === 1;
    const type = (isFeed ? segments.at(-1) : segments.at(-2)) ?? '';
    const link = (isFeed ? segments.slice(0, -1) : segments).join('/');
    const date = asking.date ?? new Date().toUTCString();
    const text = [method.toLowerCase(), type, link, date.toLowerCase(), '', ''].join('\n');
    const key = Buffer.from(asking.key ?? double.key, 'base64');
    const sig = createHmac('sha256', key).update(text).digest('base64');
    const headers: Record<string, string | undefined> = {
      authorization: asking.authorization ?? encodeURIComponent(`type=master&ver=1.0&sig=${sig}`),
      'x-ms-date': date,
      'x-ms-version': '2020-07-15',
      ...asking.headers,
    };
    const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
    const response = await fetch(`${double.endpoint}${path}`, {
      method,
      headers: Object.fromEntries(sent) as Record<string, string>,
      ...(asking.body === undefined ? {} : { body: JSON.stringify(asking.body) }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      substatus: response.headers.get('x-ms-substatus'),
      headers: response.headers,
      body: (answer === '' ? {} : JSON.parse(answer)) as Record<string, unknown>,
    };
  };
  const DOCS = '/dbs/h/colls/tenant/docs';
  const pkHeader = (pk: string) => ({ 'x-ms-documentdb-partitionkey': JSON.stringify([pk]) });
  return {
    ask,
    /** Makes the database `h` and the container `tenant`. */
    async prepare(): Promise<void> {
      await ask('POST', '/dbs', { body: { id: 'h' } });
      await ask('POST', '/dbs/h/colls', { body: CONTAINER });
    },
    read: (id: string, pk = 'p') =>
      ask('GET', `${DOCS}/${encodeURIComponent(id)}`, { headers: pkHeader(pk) }),
    /** A batch; the results are in `results`. */
    async batch(
      operations: unknown,
      pk = 'p',
      headers: Asking['headers'] = {},
    ): Promise<Reply & { readonly results: readonly Record<string, unknown>[] }> {
      const reply = await ask('POST', DOCS, {
        body: operations,
        headers: {
          ...pkHeader(pk),
          'x-ms-cosmos-is-batch-request': 'true',
          'x-ms-cosmos-batch-atomic': 'true',
          ...headers,
        },
      });
      const results: unknown = reply.body;
      return { ...reply, results: Array.isArray(results) ? results : [] };
    },
    query: (body: unknown, headers: Asking['headers'] = pkHeader('p')) =>
      ask('POST', DOCS, { body, headers: { 'x-ms-documentdb-isquery': 'true', ...headers } }),
    changes: (after: string | undefined, headers: Asking['headers'] = {}) =>
      ask('GET', DOCS, {
        headers: {
          'a-im': 'Incremental feed',
          'if-none-match': after,
          ...pkHeader('p'),
          ...headers,
        },
      }),
  };
}

export const creation = (doc: object): object => ({ operationType: 'Create', resourceBody: doc });
