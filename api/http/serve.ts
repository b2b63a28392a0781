import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Express, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { World } from '../ports/world.ts';
import { checkAnswer, checkRefusal, sendAnswer } from './answer.ts';
import { jsonBody, through, uploadOf, type Upload } from './body.ts';
import { versionFrom } from './etag.ts';
import { createCallerOf, NOBODY, type Entrance } from './caller.ts';
import { idempotencyKeyFrom, once, type UnderWay } from './idempotency.ts';
import { read, readBody } from './input.ts';
import { limitByAddress } from './rate-limits.ts';
import { requestFactsOf } from './request-facts.ts';
import type { Answer, Call, Caller, Route } from './route.ts';

/** What routes are served with. */
export interface Serving extends Entrance {
  /** True where this process is the only one on the store. */
  readonly alone: boolean;
  /** Whether answers are held against their declared shapes: in tests. */
  readonly checkAnswers: boolean;
}

const nothing = z.strictObject({});

/** What a route that takes no upload is given. */
const NO_UPLOAD = Readable.from([]);

/** Lets the routes be called: who is it, may they, what do they say, did they say it before, do it, answer. */
export function serve(
  app: Express,
  world: World,
  routes: readonly Route[],
  serving: Serving,
): void {
  const byAddress = limitByAddress(serving.rateLimits);
  const callerOf = createCallerOf(world, serving, byAddress);
  const underWay: UnderWay = { here: new Set(), alone: serving.alone };

  const handlerOf =
    (route: Route): RequestHandler =>
    async (request, response) => {
      requestFactsOf(request).route = route.path;
      let caller = NOBODY;
      if (route.access === 'open') await through(byAddress, request, response);
      else caller = await callerOf({ ...route, access: route.access }, request, response);

      const params: unknown = read(route.params ?? nothing, 'params', request.params);
      const query: unknown = read(route.query ?? nothing, 'query', request.query);
      const body: unknown =
        route.body === undefined
          ? undefined
          : readBody(route.body, await jsonBody(request, response));
      const upload = route.streams === undefined ? null : uploadOf(request, route.streams);
      const ifMatch = route.versioned === true ? versionFrom(request.headers['if-match']) : null;

      const run = (actId: string): Promise<Answer> => {
        const personId = route.access === 'open' ? null : caller.personId;
        const call = {
          ...{ world, caller, params, query, body, ifMatch, request },
          actor: { personId, actId },
          upload: upload?.content ?? NO_UPLOAD,
        };
        return route.act(call as Call<never, never, never>);
      };
      const answer = await answerOf(route, request, caller, { params, query, body }, upload, run);
      if (serving.checkAnswers) checkAnswer(route, answer);
      await sendAnswer(response, answer);
    };

  const checked =
    (route: Route): RequestHandler =>
    async (request, response, next) => {
      try {
        await handlerOf(route)(request, response, next);
      } catch (error) {
        if (error instanceof AppError) checkRefusal(route, error);
        throw error;
      }
    };

  const answerOf = (
    route: Route,
    request: Request,
    caller: Caller,
    input: object,
    upload: Upload | null,
    run: (actId: string) => Promise<Answer>,
  ): Promise<Answer> => {
    const key =
      route.idempotent === true ? idempotencyKeyFrom(request.headers['idempotency-key']) : null;
    if (key === null) return run(newId());
    return once(world, underWay, {
      tenant: caller.tenant,
      personId: caller.personId,
      route: `${route.method} ${route.path}`,
      key,
      inputHash: createHash('sha256').update(JSON.stringify(input)).digest('base64'),
      uploadHash: upload?.hash ?? null,
      uploadHashSoFar: () => upload?.hashSoFar() ?? null,
      run,
    });
  };

  const handled = serving.checkAnswers ? checked : handlerOf;
  const routesByPath = Map.groupBy(routes, ({ path }) => path.replace(/\{(\w+)\}/g, ':$1'));
  for (const [path, taken] of [...routesByPath].sort(literalFirst)) {
    for (const route of taken) app[route.method](path, handled(route));
    app.all(path, refuseMethod(taken.map(({ method }) => method.toUpperCase())));
  }
}

/**
 * Puts an address that says a word where another takes any id before it: `/api/people/file` before
 * `/api/people/:personId`. It is then answered by itself alone, with whatever method.
 */
function literalFirst(
  [one]: readonly [string, unknown],
  [other]: readonly [string, unknown],
): number {
  const parts = other.split('/');
  for (const [nth, part] of one.split('/').entries()) {
    const difference = Number(part.startsWith(':')) - Number(parts[nth]?.startsWith(':') ?? false);
    if (difference !== 0) return difference;
  }
  return 0;
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const allow = [...allowed].sort().join(', ');
  return (request) => {
    throw new AppError(
      'method-not-allowed',
      `This address takes ${allow}, not ${request.method}.`,
      { allow },
    );
  };
}
