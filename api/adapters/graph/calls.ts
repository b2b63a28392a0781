import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@microsoft/microsoft-graph-client';
import { chainOf, GRAPH_ORIGIN, type ChainParts } from './chain.ts';
import { backOffMs, retryAfterMsOf } from './patience.ts';

/** Graph takes at most so many requests in one batch. */
const BATCH_MAX = 20;
/** So many batches of one reading are under way at once. */
const BATCHES_AT_ONCE = 4;

/** The calls that Headcount makes to Graph in one tenant. Paths come from `graphPath`; failures are the client's own. */
export interface Calls {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  patch(path: string, body: object): Promise<unknown>;
  remove(path: string): Promise<void>;
  /** Many GETs in batches: status and body of each, in their order. */
  getMany(paths: readonly string[]): Promise<readonly BatchAnswer[]>;
}

/** What one request of a batch was answered. */
export interface BatchAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * A path or query with every value percent-encoded; the client itself encodes nothing, and a `#` or `&` in a value
 * would cut it.
 */
export const graphPath = (parts: TemplateStringsArray, ...values: readonly string[]): string =>
  parts.reduce((path, part, i) => `${path}${part}${encodeURIComponent(values[i] ?? '')}`, '');

/** The calls of one tenant over its chain. */
export function callsOf(parts: ChainParts): Calls {
  const client = Client.initWithMiddleware({
    baseUrl: `${GRAPH_ORIGIN}/`,
    defaultVersion: 'v1.0',
    middleware: chainOf(parts),
  });

  const batch = async (paths: readonly string[]): Promise<readonly BatchAnswer[]> => {
    const answers = new Map<string, BatchAnswer>();
    for (let attempt = 1; ; attempt++) {
      const open = paths.map((url, id) => ({ id: String(id), method: 'GET', url }));
      const requests = open.filter(({ id }) => !answers.has(id));
      const answer: unknown = await client
        .api('/$batch')
        .option('repeatable', true)
        .post({ requests });
      let waitMs = backOffMs(attempt, parts.patience);
      for (const { id, status, headers, body } of (answer as BatchResponse).responses) {
        const refused = status === 429 || status >= 500;
        if (!refused || attempt >= parts.patience.tries) answers.set(id, { status, body });
        else {
          waitMs = Math.max(waitMs, retryAfterMsOf(new Headers(headers ?? {}), Date.now()) ?? 0);
        }
      }
      if (answers.size === paths.length || attempt >= parts.patience.tries) {
        return paths.map((_, id) => answers.get(String(id)) ?? { status: 503, body: null });
      }
      await sleep(Math.min(waitMs, parts.patience.longestRetryAfterMs));
    }
  };

  return {
    get: async (path, headers = {}): Promise<unknown> => client.api(path).headers(headers).get(),
    post: async (path, body): Promise<unknown> => client.api(path).post(body),
    patch: async (path, body): Promise<unknown> => client.api(path).patch(body),
    async remove(path) {
      await client.api(path).delete();
    },
    async getMany(paths) {
      const answers: BatchAnswer[] = [];
      for (let from = 0; from < paths.length; from += BATCH_MAX * BATCHES_AT_ONCE) {
        const some = paths.slice(from, from + BATCH_MAX * BATCHES_AT_ONCE);
        const batches = Array.from({ length: Math.ceil(some.length / BATCH_MAX) }, (_, i) =>
          batch(some.slice(i * BATCH_MAX, (i + 1) * BATCH_MAX)),
        );
        answers.push(...(await Promise.all(batches)).flat());
      }
      return answers;
    },
  };
}

interface BatchResponse {
  readonly responses: readonly {
    readonly id: string;
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }[];
}
