import { randomUUID } from 'node:crypto';
import { MINUTE_MS } from '../durations.ts';
import type { StoredSubscription } from '../tenants/subscription.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { GraphRefusal } from './errors.ts';
import { shakeHands } from './handshake.ts';
import { READ_GROUPS, READ_USERS } from './permissions.ts';

const PERMISSIONS = [...READ_USERS, ...READ_GROUPS];

export const SUBSCRIPTION_ROUTES: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: '/subscriptions',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: create,
  },
  {
    method: 'GET',
    path: '/subscriptions',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: list,
  },
  {
    method: 'GET',
    path: '/subscriptions/{id}',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: get,
  },
  {
    method: 'PATCH',
    path: '/subscriptions/{id}',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: renew,
  },
  {
    method: 'DELETE',
    path: '/subscriptions/{id}',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: remove,
  },
  {
    method: 'POST',
    path: '/subscriptions/{id}/reauthorize',
    permissions: PERMISSIONS,
    resourceUnits: 1,
    handle: reauthorize,
  },
];

/** Longest and shortest life of a subscription to users and groups. A shorter one is lengthened, a longer one refused. */
const LONGEST_LIFE_MS = 41_760 * MINUTE_MS;
const SHORTEST_LIFE_MS = 45 * MINUTE_MS;

const MOST_CLIENT_STATE = 128;
const RESOURCE = /^\/?(users|groups)(\/[^/]+)?$/i;
const CHANGE_TYPES = ['updated', 'deleted'];

async function create(request: GraphRequest): Promise<Answer> {
  const { tenant, caller, clock, notifier } = request;
  const body = bodyOf(request);
  const notificationUrl = needed(body, 'notificationUrl');
  const lifecycleNotificationUrl = optional(body, 'lifecycleNotificationUrl');
  const clientState = optional(body, 'clientState');
  if (clientState !== null && clientState.length > MOST_CLIENT_STATE) {
    throw invalid(`'clientState' must not be longer than ${MOST_CLIENT_STATE} characters.`);
  }
  if (body['includeResourceData'] === true) {
    throw invalid('Resource data is not offered for this resource.');
  }
  const wanted = {
    resource: supportedResource(needed(body, 'resource')),
    changeType: supportedChangeType(needed(body, 'changeType')),
    expiresAt: expiryOf(needed(body, 'expirationDateTime'), clock.now()),
  };
  const id = randomUUID();
  await shakeHands(notificationUrl, id);
  if (lifecycleNotificationUrl !== null) await shakeHands(lifecycleNotificationUrl, id);
  const subscription: StoredSubscription = {
    ...wanted,
    id,
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    applicationId: caller.appId,
    creatorId: caller.objectId,
  };
  tenant.perform({ act: 'putSubscription', subscription });
  notifier.watchExpiry(tenant, subscription);
  return { status: 201, body: withContext(subscription) };
}

function list({ tenant, caller }: GraphRequest): Answer {
  const own = tenant.subscriptions().filter(({ applicationId }) => applicationId === caller.appId);
  return {
    status: 200,
    body: { '@odata.context': `${GRAPH_BASE}/$metadata#subscriptions`, value: own.map(resourceOf) },
  };
}

function get(request: GraphRequest): Answer {
  return { status: 200, body: withContext(inPath(request)) };
}

function renew(request: GraphRequest): Answer {
  const { tenant, clock, notifier } = request;
  const known = inPath(request);
  const body = bodyOf(request);
  const other = Object.keys(body).find((name) => name !== 'expirationDateTime');
  if (other !== undefined) throw invalid(`'${other}' cannot be updated.`);
  const subscription = {
    ...known,
    expiresAt: expiryOf(needed(body, 'expirationDateTime'), clock.now()),
  };
  tenant.perform({ act: 'putSubscription', subscription });
  notifier.watchExpiry(tenant, subscription);
  return { status: 200, body: withContext(subscription) };
}

function remove(request: GraphRequest): Answer {
  request.tenant.perform({ act: 'removeSubscription', id: inPath(request).id });
  return { status: 204 };
}

/** The client answers a reauthorizationRequired; nothing else changes. */
function reauthorize(request: GraphRequest): Answer {
  inPath(request);
  return { status: 204 };
}

function inPath({ tenant, caller, params }: GraphRequest): StoredSubscription {
  const id = params['id'] ?? '';
  const found = tenant
    .subscriptions()
    .find((subscription) => subscription.id === id && subscription.applicationId === caller.appId);
  if (!found) {
    throw new GraphRefusal(
      404,
      'ResourceNotFound',
      `The object was not found. Subscription id: ${id}`,
    );
  }
  return found;
}

function expiryOf(text: string, nowMs: number): number {
  const wanted = Date.parse(text);
  if (Number.isNaN(wanted)) throw invalid("'expirationDateTime' must be a date and time.");
  if (wanted <= nowMs) throw invalid("'expirationDateTime' must be a date and time in the future.");
  if (wanted > nowMs + LONGEST_LIFE_MS) {
    const latest = new Date(nowMs + LONGEST_LIFE_MS).toISOString();
    throw invalid(
      `Subscription expiration can only be 41760 minutes in the future. Latest allowed: ${latest}.`,
    );
  }
  return Math.max(wanted, nowMs + SHORTEST_LIFE_MS);
}

function supportedResource(resource: string): string {
  if (!RESOURCE.test(resource)) {
    throw invalid(`The resource '${resource}' is not supported: users or groups is.`);
  }
  return resource;
}

function supportedChangeType(changeType: string): string {
  const other = changeType.split(',').find((type) => !CHANGE_TYPES.includes(type.trim()));
  if (other !== undefined) {
    throw invalid(`The change type '${other.trim()}' is not supported for this resource.`);
  }
  return changeType;
}

function bodyOf({ call }: GraphRequest): Readonly<Record<string, unknown>> {
  if (typeof call.body !== 'object' || call.body === null) {
    throw new GraphRefusal(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  }
  return call.body as Readonly<Record<string, unknown>>;
}

function needed(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw invalid(`'${name}' is a required property.`);
  return value;
}

function optional(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

function withContext(subscription: StoredSubscription): Record<string, unknown> {
  return {
    '@odata.context': `${GRAPH_BASE}/$metadata#subscriptions/$entity`,
    ...resourceOf(subscription),
  };
}

function resourceOf({ expiresAt, ...subscription }: StoredSubscription): Record<string, unknown> {
  return {
    ...subscription,
    expirationDateTime: new Date(expiresAt).toISOString(),
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationQueryOptions: null,
    notificationUrlAppId: null,
  };
}

function invalid(message: string): GraphRefusal {
  return new GraphRefusal(400, 'InvalidRequest', message);
}
