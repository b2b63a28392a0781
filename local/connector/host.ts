import { paramsIn } from '../route-path.ts';
import type { World } from '../tenants/world.ts';
import type { Answer, Call, Host } from '../wire.ts';
import { ACTIVITY_ROUTES } from './activity-routes.ts';
import type { BotCheck } from './bearer.ts';
import type { ConnectorRequest, ConnectorRoute } from './context.ts';
import { CONVERSATION_ROUTES } from './conversation-routes.ts';
import type { Limits } from './limits.ts';
import { MEMBER_ROUTES } from './member-routes.ts';
import type { Messages } from './messages.ts';
import { ConnectorRefusal, refusalAnswer } from './refusals.ts';

/** What surrounds the connector. */
export interface ConnectorWorld {
  readonly world: World;
  readonly messages: Messages;
  readonly limits: Limits;
  readonly isBot: BotCheck;
}

const ROUTES: readonly ConnectorRoute[] = [
  ...CONVERSATION_ROUTES,
  ...ACTIVITY_ROUTES,
  ...MEMBER_ROUTES,
];

/** A service URL names region and tenant; the global one neither. */
const ADDRESS = /^\/(?:(teams)|([a-z]+)\/([0-9a-f-]{36}))\/+v3(\/.*)$/i;

/**
 * The bot connector of Microsoft Teams for all tenants of the world. Every call counts for the limits, also one that a
 * queued fault strikes; `aroundInner` puts the faults behind the count.
 */
export function createConnectorHost(
  { world, messages, limits, isBot }: ConnectorWorld,
  aroundInner: (host: Host) => Host,
): Host {
  const answer: Host = async (call) => {
    if (!(await isBot(call))) {
      const message = 'Authorization has been denied for this request.';
      return { status: 401, body: { message } };
    }
    const { route, request } = requestOf(call, world, messages);
    return route.handle(request);
  };
  const answerOrFail = aroundInner((call) => asAnswer(() => answer(call)));

  return (call) =>
    asAnswer(async () => {
      const { route, request } = requestOf(call, world, messages);
      const { tenantId, conversationId } = route.threadOf(request);
      const waitSeconds = limits.take(route.use, tenantId, conversationId);
      if (waitSeconds !== undefined) {
        throw new ConnectorRefusal('Throttled', undefined, { 'Retry-After': String(waitSeconds) });
      }
      return answerOrFail(call);
    });
}

async function asAnswer(work: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectorRefusal)) throw error;
    return refusalAnswer(error.code, error.message, error.headers);
  }
}

/** @throws ConnectorRefusal for an address that is no service URL's, or not that of the tenant */
function requestOf(
  call: Call,
  world: World,
  messages: Messages,
): { readonly route: ConnectorRoute; readonly request: ConnectorRequest } {
  const [, global, region = '', tenantName = '', path = ''] = ADDRESS.exec(call.url.pathname) ?? [];
  const tenant = global === undefined ? world.tenant(tenantName) : undefined;
  if (global === undefined && tenant?.settings().teamsRegion !== region.toLowerCase()) {
    throw new ConnectorRefusal('InvalidBotApiHost');
  }
  for (const route of ROUTES) {
    const params = route.method === call.method ? paramsIn(route.path, path) : undefined;
    if (params === undefined) continue;
    return {
      route,
      request: { call, world, messages, params, tenantId: tenant?.id ?? null },
    };
  }
  throw new ConnectorRefusal('ConversationNotFound', 'The connector has no such route.');
}
