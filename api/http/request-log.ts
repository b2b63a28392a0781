import type { RequestHandler } from 'express';
import type { Log } from '../ports/log.ts';
import { requestFactsOf } from './request-facts.ts';

/** One line for each request when it is over: ids and figures, no address, no name, no token. */
export const logRequests =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    response.once('close', () => {
      const { requestId, route, tenantId, startedAtMs } = requestFactsOf(request);
      log.info(
        {
          requestId,
          method: request.method,
          route,
          status: response.statusCode,
          durationMs: Math.round((performance.now() - startedAtMs) * 10) / 10,
          tenantId,
          ...(response.writableFinished ? {} : { broken: true }),
        },
        'request',
      );
    });
    next();
  };
