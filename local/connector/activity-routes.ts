import type { Answer } from '../wire.ts';
import type { ConnectorRequest, ConnectorRoute, Thread } from './context.ts';
import { conversationOf } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { chatIdOf, named } from './ids.ts';
import type { Activity, Message } from './messages.ts';
import { ConnectorRefusal } from './refusals.ts';

/** Sends, changes and takes back messages of the bot. */
export const ACTIVITY_ROUTES: readonly ConnectorRoute[] = [
  route('POST', '/conversations/{id}/activities', send),
  route('POST', '/conversations/{id}/activities/{activityId}', send),
  route('PUT', '/conversations/{id}/activities/{activityId}', change),
  route('DELETE', '/conversations/{id}/activities/{activityId}', remove),
];

function route(
  method: ConnectorRoute['method'],
  path: string,
  handle: ConnectorRoute['handle'],
): ConnectorRoute {
  return { method, path, use: 'speak', threadOf: threadInPath, handle };
}

/** The thread by its id alone: what is refused counts too. */
export function threadInPath({ params, tenantId }: ConnectorRequest): Thread {
  const conversationId = params['id'] ?? '';
  const name = named(conversationId);
  if (name?.kind !== 'chat') return { tenantId: tenantId ?? '', conversationId };
  const known = name.tenantId ?? tenantId ?? '';
  return { tenantId: known, conversationId: chatIdOf(known, name.personId) };
}

function send(request: ConnectorRequest): Answer {
  const conversation = conversationInPath(request);
  const { type, ...activity } = activityIn(request.call.body);
  // Who is typing is shown for a moment and kept nowhere.
  if (type === 'typing') return { status: 201, body: { id: '' } };
  const replyTo = request.params['activityId'] ?? activity['replyToId'];
  const message = request.messages.add({
    ...placeOf(conversation),
    from: 'bot',
    replyToId: typeof replyTo === 'string' ? replyTo : conversation.rootId,
    activity: { type, ...activity },
  });
  return { status: 201, body: { id: message.id } };
}

function change(request: ConnectorRequest): Answer {
  const message = messageInPath(request);
  request.messages.change(message, activityIn(request.call.body));
  return { status: 200, body: { id: message.id } };
}

function remove(request: ConnectorRequest): Answer {
  request.messages.remove(messageInPath(request));
  return { status: 200 };
}

const conversationInPath = ({ world, params, tenantId }: ConnectorRequest): Conversation =>
  conversationOf(world, params['id'] ?? '', tenantId);

/** The bot's own message that the path names. */
function messageInPath(request: ConnectorRequest): Message {
  const { id } = conversationInPath(request);
  const message = request.messages.byId(id, request.params['activityId'] ?? '');
  if (message?.from !== 'bot' || message.deletedAt !== null) {
    throw new ConnectorRefusal('ActivityNotFoundInConversation');
  }
  return message;
}

/** Where a message of a conversation is kept. */
export const placeOf = ({ id, tenant, personId, groupId }: Conversation) => ({
  tenantId: tenant.id,
  conversationId: id,
  personId,
  groupId,
});

/** A bot's message may be so large, counted in UTF-16 (Microsoft Teams: "Format your bot messages"). */
const MESSAGE_MAX_BYTES = 100 * 1024;

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Reads a bot's activity. @throws ConnectorRefusal `BadSyntax`, `BadArgument` or `MessageSizeTooBig` */
export function activityIn(body: unknown): Activity {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ConnectorRefusal('BadSyntax');
  }
  const activity = body as Activity;
  if (JSON.stringify(activity).length * 2 > MESSAGE_MAX_BYTES) {
    throw new ConnectorRefusal('MessageSizeTooBig');
  }
  const { type, text, attachments = [] } = activity;
  if (type !== 'message' && type !== 'typing') {
    throw new ConnectorRefusal('BadArgument', `Unknown activity type '${String(type)}'.`);
  }
  if (!Array.isArray(attachments)) {
    throw new ConnectorRefusal('BadArgument', 'The attachments are no list.');
  }
  const hasText = typeof text === 'string' && text !== '';
  if (type === 'message' && !hasText && attachments.length === 0) {
    throw new ConnectorRefusal('BadArgument', 'A message needs a text or an attachment.');
  }
  for (const attachment of attachments as readonly Activity[]) {
    const { contentType, content } = attachment;
    const { type: cardType } = (content ?? {}) as Activity;
    if (contentType === CARD && cardType !== 'AdaptiveCard') {
      throw new ConnectorRefusal('BadArgument', 'The content of a card is no Adaptive Card.');
    }
  }
  return activity;
}
