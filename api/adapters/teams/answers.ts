import { z } from 'zod';
import type { ConversationEnd, DeliveryOutcome } from '../../ports/channel.ts';

/** How the connector says what is wrong: today, and in its older shape, which hides the code in a text. */
const refusal = z.union([
  z.object({ error: z.object({ code: z.string() }) }).transform(({ error }) => error.code),
  z
    .object({ message: z.string() })
    .transform(({ message }) => /subCode:\s*(\w+)/i.exec(message)?.[1] ?? ''),
]);

/** The connector's code for a refusal; empty where it names none. */
export function codeIn(body: unknown): string {
  return refusal.safeParse(body).data ?? '';
}

/**
 * Codes that end a conversation until it is heard from (learn.microsoft.com, Teams: "Status codes from bot
 * conversational APIs").
 */
const ENDS: Readonly<Record<string, ConversationEnd>> = {
  ConversationBlockedByUser: 'bot-blocked',
  MessageWritesBlocked: 'bot-blocked',
  BotDisabledByAdmin: 'bot-disabled',
  BotNotInConversationRoster: 'bot-removed',
  ForbiddenOperationException: 'bot-removed',
};

/** What an answer of the connector says about a message. `again`: it was certainly not taken and may be said again soon. */
export type Answer =
  | { readonly again: false; readonly outcome: DeliveryOutcome }
  | { readonly again: true; readonly reason: 'throttled' | 'not-reached' };

const outcome = (outcome: DeliveryOutcome): Answer => ({ again: false, outcome });
const refused = (reason: 'refused' | 'not-permitted'): Answer =>
  outcome({ outcome: 'failed', reason, retryable: false, retryAfterMs: null });

/**
 * What an answer means. A gateway that gave up waiting (504) does not know whether the message arrived, and neither do
 * we; the other answers of a server in trouble say that it was not taken, and are asked again as the platform advises.
 */
export function answerOf(status: number, body: unknown): Answer {
  if (status >= 200 && status < 300) return outcome({ outcome: 'delivered' });
  if (status === 429) return { again: true, reason: 'throttled' };
  if (status === 412 || status === 500 || status === 502 || status === 503) {
    return { again: true, reason: 'not-reached' };
  }
  if (status === 404) return outcome({ outcome: 'unreachable', reason: 'bot-removed' });
  if (status === 403) {
    const end = ENDS[codeIn(body)];
    return end === undefined
      ? refused('refused')
      : outcome({ outcome: 'unreachable', reason: end });
  }
  if (status === 401) return refused('not-permitted');
  if (status === 408 || status >= 500 || status < 400) return outcome({ outcome: 'unknown' });
  return refused('refused');
}
