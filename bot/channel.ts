import type { Channel, Message } from '../api/ports/channel.ts';
import type { Chat, ChatActivity } from '../api/ports/chat.ts';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { messageCard } from './cards/message-card.ts';

/**
 * So many messages of one tenant are under way at once: enough for the pace where the platform takes half a second over
 * each, and after a stop so many at most of which nobody knows.
 */
const AT_ONCE = 16;

/** A card as a message of the bot. The summary is what a telephone shows of it before it is opened. */
export const cardActivity = (card: IAdaptiveCard, summary: string): ChatActivity => ({
  type: 'message',
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

/** The bot as a channel: each message is a card in the conversation of its person. */
export const botChannel = (chat: Chat): Channel => ({
  name: 'bot',
  atOnce: AT_ONCE,
  deliver: (message: Message, begin) => {
    const { conversation, tenantId } = message.to;
    if (conversation === null) {
      return Promise.resolve({ outcome: 'unreachable', reason: 'no-conversation' });
    }
    const activity = cardActivity(messageCard(message), message.subject);
    return chat.say(tenantId, conversation, activity, begin);
  },
});
