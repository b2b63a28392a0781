import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyRing } from '../entra/keys.ts';
import { DirectoryRefusal } from '../tenants/acts.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Answer, Call, Host } from '../wire.ts';
import { answerBatch } from './batch.ts';
import { createBearerCheck, type Caller } from './bearer.ts';
import type { GraphRequest, GraphRoute, GraphWorld } from './context.ts';
import { refusalAsGraph } from './directory-refusals.ts';
import {
  denied,
  errorAnswer,
  GraphRefusal,
  idHeaders,
  requestIdsOf,
  type RequestIds,
} from './errors.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { parseQuery } from './query.ts';
import { findRoute } from './routes.ts';
import { createThrottle, resourceUnitsOf } from './throttle.ts';
import { WRITE_LIMIT_EXCEEDED } from './write-watch.ts';

const VERSION = '/v1.0';
const BATCH = /^\/v1\.0\/(\$|%24)batch$/i;

/**
 * Microsoft Graph v1.0 for all tenants of the world. The requests of a $batch go through `aroundInner`, so that
 * queued faults reach them too.
 */
export function createGraphHost(
  surroundings: GraphWorld,
  keys: KeyRing,
  aroundInner: (host: Host) => Host,
): Host {
  const checkBearer = createBearerCheck(keys);
  const throttle = createThrottle();
  const oneAtATime = createOneAtATime();

  /** An agent's token says which roles the relationships gave when it was made; what counts is what they give now. */
  const asOfNow = (caller: Caller): Caller => {
    const { tenantId, homeTenantId, objectId, kind } = caller;
    if (kind === 'application' || homeTenantId === tenantId) return caller;
    const wids = surroundings.reach(homeTenantId, objectId, tenantId);
    if (wids.length === 0) throw denied();
    return { ...caller, wids };
  };

  const refuseBeyondLimit = (
    { appId }: Caller,
    tenant: Tenant,
    headers: Readonly<Record<string, string>>,
  ): void => {
    const retryAfterSeconds = surroundings.writeWatch.admit(appId, tenant);
    if (retryAfterSeconds === undefined) return;
    throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', {
      headers: {
        ...headers,
        'Retry-After': String(retryAfterSeconds),
        'x-ms-throttle-scope': `Tenant_Application/Write/${appId}/${tenant.id}`,
        'x-ms-throttle-information': WRITE_LIMIT_EXCEEDED,
      },
    });
  };

  const answerRoute = async (call: Call, path: string): Promise<Answer> => {
    const caller = asOfNow(await checkBearer(call));
    const { match, pathKnown } = findRoute(call.method, path);
    if (!match) throw pathKnown ? wrongMethod() : unknownSegment(path);
    const tenant = surroundings.world.tenant(caller.tenantId);
    if (!tenant) {
      throw new GraphRefusal(
        401,
        'InvalidAuthenticationToken',
        'The tenant of the token does not exist.',
      );
    }
    refuseWithoutPermission(match.route, caller);
    const query = parseQuery(call.url);
    const charge = throttle.charge(caller.appId, tenant, resourceUnitsOf(match.route, query));
    if (charge.retryAfterSeconds !== undefined) {
      throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', {
        headers: { ...charge.headers, 'Retry-After': String(charge.retryAfterSeconds) },
      });
    }
    const request: GraphRequest = {
      ...surroundings,
      call,
      query,
      caller,
      tenant,
      params: match.params,
    };
    if (match.route.writes) refuseBeyondLimit(caller, tenant, charge.headers);
    const handle = (): Answer | Promise<Answer> => match.route.handle(request);
    const target = match.route.writes ? match.params['id'] : undefined;
    const answer =
      target === undefined
        ? await handle()
        : await oneAtATime(
            `${tenant.id}/${target.toLowerCase()}`,
            tenant.settings().writeTakesMs,
            handle,
          );
    return { ...answer, headers: { ...charge.headers, ...answer.headers } };
  };

  const answerSingle: Host = async (call) => {
    const ids = requestIdsOf(call);
    try {
      const answer = await answerRoute(call, pathBelowVersion(call.url));
      return {
        ...answer,
        headers: { ...idHeaders(ids), 'OData-Version': '4.0', ...answer.headers },
      };
    } catch (error) {
      return asEnvelope(error, ids);
    }
  };
  const answerInner = aroundInner(answerSingle);

  /** How far away Graph is for the callers of a tenant; one request of a batch costs nothing beside the batch. */
  const awaitLatency = async (call: Call): Promise<void> => {
    const caller = await checkBearer(call).catch(() => undefined);
    const tenant = caller && surroundings.world.tenant(caller.tenantId);
    const latencyMs = tenant?.settings().latencyMs ?? 0;
    if (latencyMs > 0) await sleep(latencyMs);
  };

  return async (call) => {
    await awaitLatency(call);
    if (call.method !== 'POST' || !BATCH.test(call.url.pathname)) return answerSingle(call);
    const ids = requestIdsOf(call);
    try {
      await checkBearer(call);
      return { ...(await answerBatch(call, answerInner)), headers: idHeaders(ids) };
    } catch (error) {
      return asEnvelope(error, ids);
    }
  };
}

function pathBelowVersion(url: URL): string {
  if (!url.pathname.startsWith(`${VERSION}/`)) {
    throw new GraphRefusal(400, 'BadRequest', 'Invalid version.');
  }
  return url.pathname.slice(VERSION.length);
}

/** An application needs one of the permissions; a person needs one, and a directory role where the route says so. */
function refuseWithoutPermission(route: GraphRoute, caller: Caller): void {
  const permitted = route.permissions.some((permission) => caller.permissions.includes(permission));
  const roles = route.directoryRoles;
  const hasRole =
    caller.kind === 'application' || !roles || roles.some((role) => caller.wids.includes(role));
  if (permitted && hasRole) return;
  throw route.denied?.() ?? denied();
}

function asEnvelope(error: unknown, ids: RequestIds): Answer {
  const known = error instanceof DirectoryRefusal ? refusalAsGraph(error) : error;
  if (!(known instanceof GraphRefusal)) throw error;
  return errorAnswer(ids, known.status, known.code, known.message, known);
}

function unknownSegment(path: string): GraphRefusal {
  const segment = path.split('/')[1] ?? '';
  return new GraphRefusal(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

function wrongMethod(): GraphRefusal {
  return new GraphRefusal(
    405,
    'Request_BadRequest',
    'Specified HTTP method is not allowed for the request target.',
  );
}
