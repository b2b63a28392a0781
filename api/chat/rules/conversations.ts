import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/**
 * How a person's conversation with the bot stands. `open`: the bot may write; `blocked`: the person, or an administrator,
 * does not want it to; `removed`: the app is not installed, or the conversation is gone.
 */
export type ConversationState = 'open' | 'blocked' | 'removed';

/** The one conversation of a person and the bot, as it was last heard of. */
export interface Conversation {
  readonly personId: PersonId;
  readonly conversationId: string;
  /** The connector that serves it. */
  readonly serviceUrl: string;
  /** The language of the person's Teams, a tag such as `nl-BE`; null where it was never told. */
  readonly locale: string | null;
  readonly state: ConversationState;
  /** When something was last heard of it, on the connector's clock: what is older tells nothing new. */
  readonly heardAt: Instant;
  /** When `state` became so. */
  readonly stateAt: Instant;
}

/** What was heard of a person's conversation: the app was installed or removed, or the person did something in it. */
export interface Heard {
  readonly what: 'installed' | 'spoke' | 'removed';
  readonly personId: PersonId;
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly locale: string | null;
  readonly at: Instant;
}

/**
 * What hearing something comes to: the conversation as it is now, and whether the bot may write to it more or less than
 * before.
 */
export interface Hearing {
  readonly conversation: Conversation;
  readonly turned: boolean;
}

/**
 * A conversation after something was heard of it; null where that tells nothing new: it is older than what is known, as
 * a word is that is said twice, or it ends another conversation than the one that is known. Whatever the person does
 * opens it again.
 */
export function afterHearing(
  known: Conversation | null,
  heard: Heard,
  now: Instant,
): Hearing | null {
  const { what, at, locale, ...address } = heard;
  if (known !== null && at <= known.heardAt) return null;
  const state: ConversationState = what === 'removed' ? 'removed' : 'open';
  const isOther = known !== null && known.conversationId !== heard.conversationId;
  if (state === 'removed' && isOther) return null;
  const turned = known?.state !== state;
  const conversation: Conversation = {
    ...address,
    locale: locale ?? known?.locale ?? null,
    state,
    heardAt: at,
    stateAt: turned ? now : known.stateAt,
  };
  return { conversation, turned };
}

/** A conversation that took no message, until something is heard of it again. */
export const closed = (
  known: Conversation,
  state: Exclude<ConversationState, 'open'>,
  now: Instant,
): Conversation => ({ ...known, state, stateAt: now });
