import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../kernel/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { requestFactsOf } from './request-facts.ts';

/** How many requests are taken in a minute. */
export interface RateLimits {
  /** From one person of one tenant. */
  readonly perPerson: number;
  /** From one address, of requests without a good token. */
  readonly perAddress: number;
}

function limiter(name: string, limit: number, keyOf: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    handler: (request, _response, next) => {
      const info = (request as Request & { rateLimit?: { resetTime?: Date } }).rateLimit;
      const waitMs = (info?.resetTime?.getTime() ?? 0) - Date.now();
      const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS));
      next(
        new AppError(
          'too-many-requests',
          `More than ${limit} requests came in a minute. Wait ${retryAfterSeconds} seconds, then go on more slowly.`,
          { retryAfterSeconds },
        ),
      );
    },
  });
}

/** Counts against the caller's address: for whoever has no good token. */
export const limitByAddress = (limits: RateLimits): RequestHandler =>
  limiter('address', limits.perAddress, (request) => ipKeyGenerator(request.ip ?? ''));

/** Counts against the person who was recognised. */
export const limitByPerson = (limits: RateLimits): RequestHandler =>
  limiter('person', limits.perPerson, (request) => {
    const { tenantId, personId } = requestFactsOf(request);
    return `${tenantId}/${personId}`;
  });
