import type { PersonId, TenantId } from '../kernel/ids.ts';

/** The ways to tell people something, the first choice first. */
export type ChannelName = 'bot' | 'mail';

/** What a person is told, in words of the person's language; a channel gives it its own shape. */
export interface Message {
  /** The same for every try of the same message to the same person. */
  readonly messageId: string;
  readonly to: Recipient;
  /** A tag such as `nl-BE`. */
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Whether it takes something from people unless somebody acts. */
  readonly urgent: boolean;
  /** Where the person can look or act; null where no address is known. */
  readonly link: { readonly label: string; readonly address: string } | null;
  /** What the person can decide on the spot, on a channel that can be answered. */
  readonly choices: readonly Choice[];
  /** How it stands by now, where that is to be said: who has decided what. */
  readonly standing: string | null;
  /** Why the person gets this and how it can be changed. */
  readonly footer: string;
  /** A file that goes along, on a channel that takes files. Default: none. */
  readonly attachment?: Attachment;
}

/** A text file that goes along with a message. */
export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: string;
}

/** Something that a person can decide by pressing a button. */
export interface Choice {
  readonly verb: string;
  readonly label: string;
  readonly style: 'plain' | 'positive' | 'destructive';
  readonly option?: ChoiceOption;
}

/** A yes or no that goes with a button: no until the person says yes. */
export interface ChoiceOption {
  readonly id: string;
  readonly label: string;
}

/** Whom a message is for. */
export interface Recipient {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
  readonly displayName: string;
  /** The mail address; null where the directory has none. */
  readonly mail: string | null;
  /** Where the person and the bot speak; null where they do not. */
  readonly conversation: ConversationAddress | null;
}

/** Where a conversation is held. */
export interface ConversationAddress {
  readonly conversationId: string;
  /** The connector that serves it; the region may change, so it is that of the last word heard. */
  readonly serviceUrl: string;
}

/** Why somebody cannot be reached on a channel until something about that person changes. */
export type UnreachableReason =
  | 'no-address'
  | 'address-refused'
  | 'account-disabled'
  | 'account-gone'
  | 'no-conversation'
  | ConversationEnd;

/** Why a conversation takes no more messages: the person blocked the bot, an administrator did, or it is not there any more. */
export type ConversationEnd = 'bot-blocked' | 'bot-disabled' | 'bot-removed';

/**
 * Why a message was not sent, though the person could be reached. `not-configured`: the channel has no sender;
 * `not-permitted`: the sender's tenant does not let us send; `sender-missing`: the sender has no mailbox; `throttled`;
 * `not-reached`: nobody took the message; `refused`: it was not accepted as it is.
 */
export type FailureReason =
  'not-configured' | 'not-permitted' | 'sender-missing' | 'throttled' | 'not-reached' | 'refused';

/** What became of one try. */
export type DeliveryOutcome =
  /** The channel has taken it over and says so. */
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'unreachable'; readonly reason: UnreachableReason }
  /** It may have gone out and may not: nobody tries again by himself. */
  | { readonly outcome: 'unknown' }
  /** It certainly did not go out. */
  | {
      readonly outcome: 'failed';
      readonly reason: FailureReason;
      readonly retryable: boolean;
      /** What the channel asks to wait; null where it does not say. */
      readonly retryAfterMs: number | null;
    }
  /** It was not to go out when its turn came. */
  | { readonly outcome: 'called-off' };

/** A way to tell people something. It never repeats by itself what may have gone out, and throws only what `begin` throws. */
export interface Channel {
  readonly name: ChannelName;
  /** So many messages of one tenant may be handed to it at once. */
  readonly atOnce: number;
  /**
   * Sends a message when its turn has come.
   * @param begin is asked once, right before it goes out; where it says no, or throws, nothing does
   */
  deliver(message: Message, begin: () => Promise<boolean>): Promise<DeliveryOutcome>;
}
