import {
  GraphClientError,
  type Context,
  type FetchOptions,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { Transport } from '../transport/transport.ts';
import type { Pace } from './pace.ts';
import { backOffMs, retryAfterMsOf, type Patience } from './patience.ts';
import { notConnected } from './refusals.ts';
import type { TokenSource } from './tokens.ts';

/** The only host that ever gets a token for Graph. */
export const GRAPH_ORIGIN = 'https://graph.microsoft.com';

/** A call that only reads, though its method is POST (a batch of GETs): it may be repeated like a GET. */
export interface Repeatable extends FetchOptions {
  readonly repeatable?: boolean;
}

/** What the chain of one tenant is made of. */
export interface ChainParts {
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly pace: Pace;
  readonly patience: Patience;
}

/**
 * The calls of one tenant, from the outside in: what may be tried again is tried again, each try waits for its turn,
 * carries a token and goes over the transport. The client's own handlers are not used: its RetryHandler repeats POST
 * and PATCH after a 504, which creates twice, and its AuthenticationHandler adds a second token on a second try.
 */
export function chainOf(parts: ChainParts): Middleware {
  return { execute: (context) => persist(context, parts) };
}

/** A refusal of ours on its way through the client, which passes on nothing else unchanged. */
function asClientError(refusal: unknown): GraphClientError {
  const wrapped = new GraphClientError('refused before the call');
  wrapped.customError = refusal;
  return wrapped;
}

async function persist(context: Context, parts: ChainParts): Promise<void> {
  const { pace, patience } = parts;
  let fresh = false;
  for (let attempt = 1; ; attempt++) {
    await askPermission(() => pace.turn());
    const failure = await tryOnce(context, parts, fresh);
    const { response } = context;
    if (failure === null && response !== undefined) pace.heed(response.headers);
    const last = attempt >= patience.tries;
    if (response?.status === 401 && failure === null && !fresh && !last) {
      fresh = true;
      continue;
    }
    const askedMs = retryAfterMsOf(response?.headers, Date.now());
    const waitMs = askedMs ?? backOffMs(attempt, patience);
    if (response?.status === 429) pace.pause(waitMs);
    const again = !last && waitMs <= patience.longestRetryAfterMs && mayRepeat(context, failure);
    if (!again) {
      if (failure === null) return;
      throw wasNeverConnected(failure) ? asClientError(notConnected(failure)) : failure;
    }
    if (response?.status !== 429) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** A refused call (429) was not carried out; anything else that failed may have been, so only reads are repeated. */
function mayRepeat(context: Context, failure: Error | null): boolean {
  const status = failure === null ? context.response?.status : undefined;
  if (status === 429) return true;
  const options = context.options as Repeatable | undefined;
  if (options?.method !== 'GET' && options?.repeatable !== true) return false;
  return status === undefined || status === 500 || (status >= 502 && status <= 504);
}

/** Whether the connection was not made at all, so that nothing can have been done over it. */
export function wasNeverConnected(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? cause.code : null;
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return true;
  }
  return false;
}

async function tryOnce(
  context: Context,
  { transport, tokens }: ChainParts,
  fresh: boolean,
): Promise<Error | null> {
  const address = String(context.request as unknown);
  if (!address.startsWith(`${GRAPH_ORIGIN}/`)) {
    throw asClientError(new Error('Calls to Graph go to graph.microsoft.com alone.'));
  }
  const token = await askPermission(() => tokens(fresh));
  delete context.response;
  try {
    const { method, body, headers } = context.options ?? {};
    const response = await transport(address, {
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      headers: { ...(headers as Record<string, string>), Authorization: `Bearer ${token}` },
    });
    context.response = await whole(response);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The answer with its body read to the end, so that a connection that breaks in the middle is a try that failed. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const bodiless = status === 204 || status === 205 || status === 304;
  const bytes = await response.arrayBuffer();
  return new Response(bodiless ? null : bytes, { status, statusText, headers });
}

async function askPermission<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (refusal) {
    throw asClientError(refusal);
  }
}
