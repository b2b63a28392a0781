import type { Tenant } from '../tenants/tenant.ts';
import type { Answer } from '../wire.ts';
import { activityIn, placeOf } from './activity-routes.ts';
import type { ConnectorRequest, ConnectorRoute, Thread } from './context.ts';
import { serviceUrlOf } from './context.ts';
import { chatWith, conversationOf, personIn } from './conversation.ts';
import { chatIdOf, personIdOf } from './ids.ts';
import { ConnectorRefusal } from './refusals.ts';

/** Opens conversations: a chat with a person, or a new thread in a team's channel. */
export const CONVERSATION_ROUTES: readonly ConnectorRoute[] = [
  { method: 'POST', path: '/conversations', use: 'speak', threadOf: threadInBody, handle: open },
];

type Values = Readonly<Record<string, unknown>>;

const valuesIn = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? (value as Values) : {};
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** What a bot wants to open. */
interface Wish {
  readonly tenant: Tenant;
  readonly channelId: string | undefined;
  readonly personId: string | undefined;
  readonly activity: unknown;
}

function wishIn({ call, world, tenantId }: ConnectorRequest): Wish {
  const { tenantId: bare, channelData, members, activity } = valuesIn(call.body);
  const { tenant: inData, channel } = valuesIn(channelData);
  const wanted = textIn(bare) ?? textIn(valuesIn(inData)['id']) ?? tenantId ?? undefined;
  const tenant = wanted === undefined ? undefined : world.tenant(wanted);
  if (tenant === undefined) {
    throw new ConnectorRefusal('BadArgument', 'The tenant is missing or unknown.');
  }
  if (tenantId !== null && tenantId !== tenant.id) throw new ConnectorRefusal('InvalidBotApiHost');
  const [member] = Array.isArray(members) ? (members as readonly unknown[]) : [];
  const memberId = textIn(valuesIn(member)['id']);
  return {
    tenant,
    channelId: textIn(valuesIn(channel)['id']),
    personId: memberId === undefined ? undefined : personIdOf(memberId),
    activity,
  };
}

function threadInBody(request: ConnectorRequest): Thread {
  const { tenant, channelId, personId } = wishIn(request);
  const conversationId = channelId ?? chatIdOf(tenant.id, personId ?? '');
  return { tenantId: tenant.id, conversationId };
}

function open(request: ConnectorRequest): Answer {
  const wish = wishIn(request);
  return wish.channelId === undefined
    ? openChat(request, wish)
    : openThread(request, wish, wish.channelId);
}

function openChat({ messages }: ConnectorRequest, { tenant, personId, activity }: Wish): Answer {
  if (personId === undefined || personIn(tenant, personId) === undefined) {
    throw new ConnectorRefusal('BadArgument', 'Invalid user identity in provided tenant.');
  }
  const chat = chatWith(tenant, personId);
  const first =
    activity === undefined
      ? undefined
      : messages.add({
          ...placeOf(chat),
          from: 'bot',
          replyToId: null,
          activity: activityIn(activity),
        });
  return opened(chat.id, tenant, first?.id);
}

/** A thread in a channel begins with a message. */
function openThread(
  { messages, world, tenantId }: ConnectorRequest,
  { tenant, activity }: Wish,
  channelId: string,
): Answer {
  const channel = conversationOf(world, channelId, tenantId ?? tenant.id);
  const begun = messages.add({
    ...placeOf(channel),
    from: 'bot',
    replyToId: null,
    activity: activityIn(activity),
  });
  return opened(`${channelId};messageid=${begun.id}`, tenant, begun.id);
}

function opened(id: string, tenant: Tenant, activityId: string | undefined): Answer {
  return {
    status: 201,
    body: {
      id,
      serviceUrl: serviceUrlOf(tenant),
      ...(activityId === undefined ? {} : { activityId }),
    },
  };
}
