import type { CosmosClientOptions } from '@azure/cosmos';
import type { Spending } from './spending.ts';

/** What the SDK sends its requests through. */
type HttpClient = NonNullable<CosmosClientOptions['httpClient']>;
type Answer = Awaited<ReturnType<HttpClient['sendRequest']>>;
type AnswerHeaders = Answer['headers'];

/** After so long without an answer a request counts as lost: the service itself gives up after a few seconds. */
const ANSWER_WAIT_MS = 10_000;

/**
 * So many requests are under way at once; further ones wait here. More of them would wait at the service or in its
 * throttling, and time out there: then all come again at once.
 */
const UNDER_WAY_MAX = 64;

/** The code of an error that says: no answer came, and nobody knows whether the request was carried out. */
export const NO_ANSWER = 'NO_ANSWER';

function headersOf(headers: Headers): AnswerHeaders {
  return {
    get: (name) => headers.get(name) ?? undefined,
    has: (name) => headers.has(name),
    set: (name, value) => headers.set(name, String(value)),
    delete: (name) => headers.delete(name),
    toJSON: () => Object.fromEntries(headers),
    [Symbol.iterator]: () => headers.entries(),
  };
}

const noAnswer = (cause: unknown): Error =>
  Object.assign(new Error('Azure Cosmos DB gave no answer.', { cause }), { code: NO_ANSWER });

const CONTAINER_PATH = /^\/dbs\/[^/]+\/colls\/[^/]+\/?$/;

/** Lets so many in at once, the others in the order in which they came. */
function createGate(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

/** The SDK's way to the account. */
export interface Wire {
  readonly httpClient: HttpClient;
  /** From now on the SDK's own readings of containers are answered from memory. */
  rememberContainers(): void;
}

/**
 * Requests by `fetch`, with three differences to the SDK's own way. An answer that does not come is an error of one kind,
 * which the SDK does not try again on its own: only the adapter knows what bears repeating. The query plan that the SDK asks
 * for beside each query is refused on the spot: it is only needed where an answer spans partitions in an order, and ours
 * never does; it would double the requests. Containers, which the SDK reads before each reading of the change feed, are
 * read once: such requests are limited to few a second for the whole account.
 */
export function createWire(request: typeof fetch, spending: Spending): Wire {
  const containers = new Map<string, { body: string; headers: Headers }>();
  let remembering = false;
  const through = createGate(UNDER_WAY_MAX);

  return {
    rememberContainers() {
      remembering = true;
    },
    httpClient: {
      async sendRequest(asked): Promise<Answer> {
        const answered = (status: number, headers: Headers, bodyAsText: string): Answer => ({
          request: asked,
          status,
          headers: headersOf(headers),
          bodyAsText,
        });
        if (asked.headers.get('x-ms-cosmos-is-query-plan-request') !== undefined)
          return answered(
            400,
            new Headers(),
            '{"code":"BadRequest","message":"No plan is needed."}',
          );
        const { pathname } = new URL(asked.url);
        const isContainer = asked.method === 'GET' && CONTAINER_PATH.test(pathname);
        const known = remembering && isContainer ? containers.get(pathname) : undefined;
        if (known !== undefined) return answered(200, known.headers, known.body);

        const { response, body } = await through(async () => {
          try {
            const answer = await request(asked.url, {
              method: asked.method,
              headers: asked.headers.toJSON(),
              signal: AbortSignal.timeout(ANSWER_WAIT_MS),
              ...(typeof asked.body === 'string' ? { body: asked.body } : {}),
            });
            return { response: answer, body: await answer.text() };
          } catch (error) {
            spending.request(0);
            throw noAnswer(error);
          }
        });
        spending.request(Number(response.headers.get('x-ms-request-charge') ?? 0));
        if (isContainer && response.status === 200)
          containers.set(pathname, { body, headers: response.headers });
        return answered(response.status, response.headers, body);
      },
    },
  };
}
