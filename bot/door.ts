import type { HttpRouteHandler, IHttpServerAdapter } from '@microsoft/teams.apps';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { through } from '../api/http/body.ts';
import { AppError, invalid } from '../api/kernel/errors.ts';
import { MINUTE_MS } from '../api/kernel/time.ts';

/** The platform's own messages are smaller than this. */
const BODY_MAX = '100kb';

/** What the SDK is plugged into: it gives its handler and gets requests that are worth asking it about. */
export interface Door {
  readonly adapter: IHttpServerAdapter;
  /** For `POST /api/messages`, in their order. */
  readonly handlers: readonly RequestHandler[];
}

/** Why a request was sent away before anything was done. */
export type Turned = 'unauthenticated' | 'malformed' | 'too-large';

/** Every activity says where it comes from; without that the SDK would not hold the token against it. */
const activity = z.looseObject({
  type: z.string().max(200),
  serviceUrl: z.string().min(1).max(2_048),
});

/**
 * The way in from Teams: a JSON object of a sane size that names its service goes to the SDK, which verifies the token.
 * @param refusedPerMinute so many refused requests are taken from one address
 * @param turnedAway is told of every request that is refused
 */
export function createDoor(refusedPerMinute: number, turnedAway: (why: Turned) => void): Door {
  let handle: HttpRouteHandler | null = null;
  const parse = express.json({ limit: BODY_MAX });
  const bodyOf = async (request: Request, response: Response): Promise<unknown> => {
    try {
      await through(parse, request, response);
      return request.body as unknown;
    } catch (error) {
      turnedAway(isTooLarge(error) ? 'too-large' : 'malformed');
      throw error;
    }
  };
  const answer: RequestHandler = async (request, response, next) => {
    const body = await bodyOf(request, response);
    if (!activity.safeParse(body).success) {
      turnedAway('malformed');
      const message = 'The body must be an activity in JSON that names its type and serviceUrl.';
      throw invalid('/serviceUrl', 'required', message);
    }
    if (handle === null) {
      next();
      return;
    }
    const headers = request.headers as Record<string, string | string[]>;
    const answered = await handle({ body, headers });
    if (answered.status === 401) turnedAway('unauthenticated');
    response.status(answered.status);
    if (answered.body === undefined || answered.body === null) response.end();
    else response.json(answered.body);
  };
  return {
    adapter: { registerRoute: (_method, _path, handler) => void (handle = handler) },
    handlers: [limitRefused(refusedPerMinute), answer],
  };
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'entity.too.large';

/** What was verified is never counted: a tenant may install the app for everybody at once. */
const limitRefused = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit,
    identifier: 'refused activities',
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    handler: (_request, _response, next) =>
      next(
        new AppError(
          'too-many-requests',
          'Too many activities of this address were refused in a minute. Wait a minute.',
          { retryAfterSeconds: 60 },
        ),
      ),
  });
