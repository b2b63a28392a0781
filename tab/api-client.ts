import type { z } from 'zod';
import { problem } from '../api/http/contract.ts';
import { ApiError, refusalOf } from './api-error.ts';
import { readAnswer } from './answers.ts';
import { wholeFile } from './whole-file.ts';

/** Query parameters; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** What is sent with a request. */
export interface Asking {
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
}

/** What is sent with a request that changes something. */
export interface Acting extends Asking {
  readonly body?: unknown;
  /** The same act sent again must have the same key: without one, each call is an act of its own. */
  readonly idempotencyKey?: string;
  /** The ETag of what the person saw: 412 `version-changed` where somebody else changed it meanwhile. */
  readonly ifMatch?: string | null;
}

/** A resource with its version. */
export interface Versioned<T> {
  readonly value: T;
  /** The ETag, to be sent back as `ifMatch`; null where it has none. */
  readonly version: string | null;
}

/** A file that the API made. */
export interface Download {
  readonly content: Blob;
  readonly fileName: string;
}

/** The API as the tab calls it. Every answer is held against its contract; every refusal is an ApiError. */
export interface ApiClient {
  get<S extends z.ZodType>(path: string, shape: S, asking?: Asking): Promise<z.output<S>>;
  getVersioned<S extends z.ZodType>(
    path: string,
    shape: S,
    asking?: Asking,
  ): Promise<Versioned<z.output<S>>>;
  post<S extends z.ZodType>(path: string, shape: S, acting?: Acting): Promise<z.output<S>>;
  put<S extends z.ZodType>(path: string, shape: S, acting?: Acting): Promise<z.output<S>>;
  patch<S extends z.ZodType>(path: string, shape: S, acting?: Acting): Promise<z.output<S>>;
  delete<S extends z.ZodType>(path: string, shape: S, acting?: Acting): Promise<z.output<S>>;
  /** Sends a file as it is. */
  upload<S extends z.ZodType>(
    path: string,
    shape: S,
    content: Blob,
    acting?: Omit<Acting, 'body'>,
  ): Promise<z.output<S>>;
  download(path: string, asking?: Asking): Promise<Download>;
  /** What anybody may know, also before it is known who is there. */
  getOpenly<S extends z.ZodType>(path: string, shape: S): Promise<z.output<S>>;
}

/** How an API client reaches the API. */
export interface ApiClientOptions {
  /** Empty: the origin that served the tab. */
  readonly origin?: string;
  /** @param fresh the API refused the last token */
  readonly accessToken: (fresh: boolean) => Promise<string>;
  readonly fetch?: typeof fetch;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A POST whose answer was lost is sent again with its key, so that it happens once. */
const POST_TRIES = 3;
const TRY_AGAIN_AFTER_MS = 500;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function addressOf(origin: string, path: string, query: Query = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return `${origin}${path}${given.size === 0 ? '' : `?${given.toString()}`}`;
}

/** Whole seconds; the API sends no dates here. */
function retryAfterOf(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (cause) {
    throw unreadable(response.status, { cause });
  }
}

const unreadable = (status: number, options?: ErrorOptions): ApiError =>
  new ApiError(
    { status, code: 'answer-unreadable', detail: `The answer (${status}) cannot be read.` },
    options,
  );

async function refusalIn(response: Response): Promise<ApiError> {
  const told = problem.safeParse(await jsonOf(response));
  return told.success ? refusalOf(told.data, retryAfterOf(response)) : unreadable(response.status);
}

/** The file name that the API gives, or the last part of the address. */
function fileNameOf(response: Response, path: string): string {
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
  return named?.[1] ?? path.split('/').at(-1) ?? 'headcount';
}

/** A client of the API for the signed-in person. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { origin = '', accessToken } = options;
  const send = options.fetch ?? ((...asked: Parameters<typeof fetch>) => fetch(...asked));

  /** The answer, whatever it says. */
  const reach = async (address: string, request: RequestInit): Promise<Response> => {
    try {
      return await send(address, request);
    } catch (cause) {
      if (request.signal?.aborted === true) throw cause;
      const detail = 'No answer came. Check the network connection.';
      throw new ApiError({ status: 0, code: 'network-lost', detail }, { cause });
    }
  };

  const attempt = async (address: string, request: RequestInit, fresh: boolean) => {
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${await accessToken(fresh)}`);
    return reach(address, { ...request, headers });
  };

  /** A token that has just expired is replaced once; whoever is refused then is told so. */
  const signedIn = async (address: string, request: RequestInit): Promise<Response> => {
    const response = await attempt(address, request, false);
    return response.status === 401 ? attempt(address, request, true) : response;
  };

  const request = async (
    method: Method,
    path: string,
    { query, signal, body, idempotencyKey, ifMatch }: Acting,
    content?: Blob,
  ): Promise<Response> => {
    const headers = new Headers({ Accept: 'application/json' });
    if (method === 'POST') headers.set('Idempotency-Key', idempotencyKey ?? crypto.randomUUID());
    if (ifMatch != null) headers.set('If-Match', ifMatch);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    if (content !== undefined) headers.set('Content-Type', content.type || 'text/csv');
    const sent: RequestInit = { method, headers, signal: signal ?? null };
    if (body !== undefined) sent.body = JSON.stringify(body);
    if (content !== undefined) sent.body = content;

    const address = addressOf(origin, path, query);
    const tries = method === 'POST' && content === undefined ? POST_TRIES : 1;
    for (let n = 1; ; n++) {
      try {
        const response = await signedIn(address, sent);
        if (response.ok) return response;
        throw await refusalIn(response);
      } catch (error) {
        const isLost = error instanceof ApiError && error.code === 'network-lost';
        if (!isLost || n === tries) throw error;
        await wait(TRY_AGAIN_AFTER_MS * n);
      }
    }
  };

  const versioned = async <S extends z.ZodType>(
    method: Method,
    path: string,
    shape: S,
    acting: Acting = {},
    content?: Blob,
  ): Promise<Versioned<z.output<S>>> => {
    const response = await request(method, path, acting, content);
    const answer = response.status === 204 ? undefined : await jsonOf(response);
    return { value: readAnswer(shape, answer), version: response.headers.get('etag') };
  };
  const plain =
    (method: Method) =>
    async <S extends z.ZodType>(path: string, shape: S, acting?: Acting): Promise<z.output<S>> =>
      (await versioned(method, path, shape, acting)).value;

  return {
    get: plain('GET'),
    getVersioned: (path, shape, asking) => versioned('GET', path, shape, asking),
    post: plain('POST'),
    put: plain('PUT'),
    patch: plain('PATCH'),
    delete: plain('DELETE'),
    upload: async (path, shape, content, acting) =>
      (await versioned('POST', path, shape, acting, content)).value,
    getOpenly: async (path, shape) => {
      const response = await reach(origin + path, {});
      if (!response.ok) throw await refusalIn(response);
      return readAnswer(shape, await jsonOf(response));
    },
    download: async (path, asking = {}) => {
      const response = await request('GET', path, asking);
      const { query, signal = null } = asking;
      const goOn = async (headers: Readonly<Record<string, string>>): Promise<Response> => {
        const rest = await signedIn(addressOf(origin, path, query), { headers, signal });
        if (rest.ok) return rest;
        throw await refusalIn(rest);
      };
      return { content: await wholeFile(response, goOn), fileName: fileNameOf(response, path) };
    },
  };
}
