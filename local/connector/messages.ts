import type { Clock } from '../clock.ts';

/** An activity as it goes over the wire: JSON whose fields depend on its type. */
export type Activity = Readonly<Record<string, unknown>>;

/** A message in a conversation with the bot. */
export interface Message {
  /** As Teams has it: the milliseconds of its arrival. */
  readonly id: string;
  /** ISO 8601 UTC, on the local clock, as all instants here. */
  readonly at: string;
  readonly tenantId: string;
  readonly conversationId: string;
  /** Whose chat with the bot it is in; null in a channel. */
  readonly personId: string | null;
  /** The group of the team in whose channel it is; null in a chat. */
  readonly groupId: string | null;
  readonly from: 'bot' | 'person';
  readonly replyToId: string | null;
  readonly activity: Activity;
  readonly changedAt: string | null;
  readonly deletedAt: string | null;
  /** The card that the bot answered when a button was pressed: Teams shows it in place of the message's own. */
  readonly shownCard: Activity | null;
}

/** All messages of the local installation, the oldest first; they are not kept over a restart. */
export interface Messages {
  add(
    message: Pick<
      Message,
      'tenantId' | 'conversationId' | 'personId' | 'groupId' | 'from' | 'replyToId' | 'activity'
    >,
  ): Message;
  all(): readonly Message[];
  of(conversationId: string): readonly Message[];
  byId(conversationId: string, id: string): Message | undefined;
  /** Replaces a message's content; a card that was shown instead goes with it. */
  change(message: Message, activity: Activity): void;
  show(message: Message, card: Activity): void;
  remove(message: Message): void;
  clear(): void;
}

/** So many messages are kept; the oldest go first. */
const MESSAGES_MAX = 100_000;

/** No message yet. */
export function createMessages(clock: Clock): Messages {
  const all = new Map<string, Message>();
  const byConversation = new Map<string, Map<string, Message>>();
  let lastId = 0;

  const put = (message: Message): void => {
    all.set(message.id, message);
    const there = byConversation.get(message.conversationId) ?? new Map<string, Message>();
    there.set(message.id, message);
    byConversation.set(message.conversationId, there);
  };
  const forgetOldest = (): void => {
    const [oldest] = all.values();
    if (oldest === undefined) return;
    all.delete(oldest.id);
    byConversation.get(oldest.conversationId)?.delete(oldest.id);
  };
  const now = (): string => new Date(clock.now()).toISOString();

  return {
    add(begun) {
      lastId = Math.max(lastId + 1, clock.now());
      const message: Message = {
        id: String(lastId),
        at: now(),
        ...begun,
        changedAt: null,
        deletedAt: null,
        shownCard: null,
      };
      put(message);
      if (all.size > MESSAGES_MAX) forgetOldest();
      return message;
    },
    all: () => [...all.values()],
    of: (conversationId) => [...(byConversation.get(conversationId)?.values() ?? [])],
    byId: (conversationId, id) => byConversation.get(conversationId)?.get(id),
    change: (message, activity) => put({ ...message, activity, changedAt: now(), shownCard: null }),
    show: (message, shownCard) => put({ ...message, shownCard }),
    remove: (message) => put({ ...message, deletedAt: now() }),
    clear() {
      all.clear();
      byConversation.clear();
    },
  };
}
