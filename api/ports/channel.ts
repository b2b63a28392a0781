import type { PersonId, TenantId } from '../kernel/ids.ts';

/** What a person is told, in words of the person's language; a channel gives it its own shape. */
export interface Message {
  /** The same for every try of the same message to the same person. */
  readonly messageId: string;
  readonly to: Recipient;
  /** A tag such as `nl-BE`. */
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Where the person can look or act; null where no address is known. */
  readonly link: { readonly label: string; readonly address: string } | null;
  /** Why the person gets this and how it can be changed. */
  readonly footer: string;
}

/** Whom a message is for. */
export interface Recipient {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
  readonly displayName: string;
  /** The mail address; null where the directory has none. */
  readonly mail: string | null;
}

/** Why somebody cannot be reached on a channel until something about that person changes. */
export type UnreachableReason =
  'no-address' | 'address-refused' | 'account-disabled' | 'account-gone';

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
    };

/** A way to tell people something. It never repeats by itself what may have gone out, and never throws. */
export interface Channel {
  readonly name: 'mail';
  deliver(message: Message): Promise<DeliveryOutcome>;
}
