import type { LocalCloud } from '../cloud.ts';
import { MINUTE_MS } from '../durations.ts';
import type { PersonaName } from '../personas.ts';

/** The API as a persona of the local cloud uses it. */
export interface ApiClient {
  get<T>(path: string): Promise<T>;
  /** The items of all pages of a list. */
  all<T>(path: string): Promise<T[]>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body?: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
  /** Sends what is not JSON, such as an upload. */
  send<T>(path: string, init: RequestInit & { readonly duplex?: 'half' }): Promise<T>;
}

/** Tokens of the local cloud live longer than this. */
const TOKEN_KEPT_MS = 5 * MINUTE_MS;

/** Makes a client; what the API refuses is thrown with its own words. */
export function createApiClient(
  origin: string,
  cloud: Pick<LocalCloud, 'tokenFor'>,
  persona: PersonaName,
): ApiClient {
  let token: Promise<string> | null = null;
  let tokenAtMs = 0;
  const bearer = async (): Promise<string> => {
    if (token === null || Date.now() - tokenAtMs > TOKEN_KEPT_MS) {
      token = cloud.tokenFor(persona);
      tokenAtMs = Date.now();
    }
    return `Bearer ${await token}`;
  };

  const send = async <T>(path: string, init: RequestInit): Promise<T> => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', await bearer());
    const response = await fetch(origin + path, { ...init, headers });
    const body = await response.text();
    if (!response.ok) {
      throw new Error(`${init.method ?? 'GET'} ${path} answers ${response.status}: ${body}`);
    }
    return (body === '' ? null : JSON.parse(body)) as T;
  };

  const withJson = <T>(method: string, path: string, body: unknown): Promise<T> =>
    send(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });

  return {
    get: (path) => send(path, {}),
    async all<T>(path: string) {
      const items: T[] = [];
      let cursor: string | null = null;
      do {
        const url = new URL(path, origin);
        url.searchParams.set('limit', '500');
        if (cursor !== null) url.searchParams.set('cursor', cursor);
        const page: { items: T[]; nextCursor: string | null } = await send(
          url.pathname + url.search,
          {},
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return items;
    },
    post: (path, body) => withJson('POST', path, body),
    put: (path, body) => withJson('PUT', path, body),
    delete: (path) => withJson('DELETE', path, undefined),
    send,
  };
}
