import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

/** What is known of a request beside what it says: for the log and for refusals. */
export interface RequestFacts {
  /** The caller's own id where it is a sane one, so that both logs can be laid side by side. */
  readonly requestId: string;
  readonly startedAtMs: number;
  /** The route's template, never the address itself: addresses hold search words. */
  route: string | null;
  tenantId: string | null;
  personId: string | null;
}

const factsByRequest = new WeakMap<Request, RequestFacts>();

const SANE_ID = /^[A-Za-z0-9._-]{8,128}$/;

/** The facts of the request that `noteRequests` has noted. */
export function requestFactsOf(request: Request): RequestFacts {
  const facts = factsByRequest.get(request);
  if (facts === undefined) throw new Error('The request was not noted.');
  return facts;
}

/** The first handler: gives the request its id, and tells it to the caller. */
export const noteRequests: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
  factsByRequest.set(request, {
    requestId,
    startedAtMs: performance.now(),
    route: null,
    tenantId: null,
    personId: null,
  });
  response.setHeader('X-Request-Id', requestId);
  next();
};
