import { idFrom, type PersonId, type TenantId } from '../../kernel/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import type { AnnouncedNotice } from './announced.ts';
import type { Notice } from './notices.ts';

/**
 * How a notice fares with one person. `waiting`: to be sent, or to be tried again; `sending`: it is going out now;
 * `delivered`: the channel took it over; `unreachable`: the person cannot be reached so; `unknown`: it may have gone out
 * and may not; `failed`: it did not go out, and is not tried again by itself.
 */
export type DeliveryState =
  'waiting' | 'sending' | 'delivered' | 'unreachable' | 'unknown' | 'failed';

/** By which way somebody is told. */
export type DeliveryChannel = 'bot' | 'mail';

/** One notice to one person. */
export interface Delivery {
  readonly deliveryId: string;
  readonly notice: Notice;
  /** When it was announced. */
  readonly noticeAt: Instant;
  readonly personId: PersonId;
  /** On which sending was begun last; means nothing before it was (`begun` is 0). */
  readonly channel: DeliveryChannel;
  readonly state: DeliveryState;
  /** Why it stands as it does; null where that says itself. */
  readonly reason: string | null;
  /** How often sending was begun since it was made or asked for again. */
  readonly tries: number;
  /** How often sending was ever begun: tells one try from another. */
  readonly begun: number;
  /** When it is to be sent; null unless it waits. */
  readonly dueAt: Instant | null;
  /** When what `state` says became so. */
  readonly stateAt: Instant;
  /** Of the words that were sent last, a tag; null before. */
  readonly language: string | null;
  /** Minus the instant of the announcement, so that the newest come first. */
  readonly newest: number;
  readonly expiresAt: Instant;
  /** The delivery that it reminds of, where the person has asked for that; null for all others. */
  readonly reminds: string | null;
}

/**
 * The same for the same occasion and person, so that nobody is told twice, whatever the channel. The last word is from
 * when mail was the only one: with another, whoever was told then would be told again.
 */
const deliveryIdOf = (tenantId: TenantId, occasion: string, personId: PersonId): string =>
  idFrom('delivery', tenantId, occasion, personId, 'mail');

/** A reminder of a delivery has one id too: asked for twice, it is one reminder. */
export const reminderIdOf = (deliveryId: string): string => idFrom('reminder', deliveryId);

/** A delivery that is to be sent at once; of several that wait, what was announced first goes out first. */
export const planned = (
  tenantId: TenantId,
  { notice, at, occasion, expiresAt }: AnnouncedNotice,
  personId: PersonId,
  now: Instant,
): Delivery => ({
  deliveryId: deliveryIdOf(tenantId, occasion, personId),
  notice,
  noticeAt: at,
  personId,
  channel: 'mail',
  state: 'waiting',
  reason: null,
  tries: 0,
  begun: 0,
  dueAt: Math.min(at, now),
  stateAt: now,
  language: null,
  newest: -at,
  expiresAt,
  reminds: null,
});

/** The same once more at a later instant, for who wants to be reminded; it stands among what was announced then. */
export const reminderOf = (delivery: Delivery, dueAt: Instant, now: Instant): Delivery => ({
  ...delivery,
  deliveryId: reminderIdOf(delivery.deliveryId),
  channel: 'mail',
  state: 'waiting',
  reason: null,
  tries: 0,
  begun: 0,
  dueAt,
  stateAt: now,
  language: null,
  reminds: delivery.deliveryId,
});

/** Noted before anything is sent: whoever finds it so later knows that it may have gone out. */
export const sendingOf = (
  delivery: Delivery,
  channel: DeliveryChannel,
  language: string,
  now: Instant,
): Delivery => ({
  ...delivery,
  channel,
  state: 'sending',
  reason: null,
  tries: delivery.tries + 1,
  begun: delivery.begun + 1,
  dueAt: null,
  stateAt: now,
  language,
});

/** What one try came to, as far as it decides how it goes on. */
export type TryOutcome =
  | { readonly outcome: 'delivered' | 'unknown' }
  | { readonly outcome: 'unreachable'; readonly reason: string }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly retryable: boolean;
      readonly retryAfterMs: number | null;
    };

/** The rests between the tries of a delivery that certainly did not go out; after the last one it is given up. */
const RESTS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  4 * HOUR_MS,
  12 * HOUR_MS,
] as const;

/** A channel that asks for more patience than this is not asked again sooner than it says, but no later than this. */
const RETRY_AFTER_MAX_MS = DAY_MS;

/** How a delivery stands after a try. */
export function afterTry(delivery: Delivery, tried: TryOutcome, now: Instant): Delivery {
  const settled = { ...delivery, dueAt: null, stateAt: now };
  switch (tried.outcome) {
    case 'delivered':
      return { ...settled, state: 'delivered', reason: null };
    case 'unknown':
      return { ...settled, state: 'unknown', reason: 'no-answer' };
    case 'unreachable':
      return { ...settled, state: 'unreachable', reason: tried.reason };
    case 'failed': {
      const { reason, retryable, retryAfterMs } = tried;
      const restMs = RESTS_MS[delivery.tries - 1];
      if (!retryable || restMs === undefined) return { ...settled, state: 'failed', reason };
      const waitMs = Math.max(restMs, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS));
      return { ...settled, state: 'waiting', reason, dueAt: now + waitMs };
    }
  }
}

/** A delivery whose sending nobody saw the end of. */
export const leftBehind = (delivery: Delivery, now: Instant): Delivery => ({
  ...delivery,
  state: 'unknown',
  reason: 'interrupted',
  stateAt: now,
});

/** Whether another channel is to be tried at once: nothing went out on this one, and trying it again would not help. */
export const passesOn = (tried: TryOutcome): boolean =>
  tried.outcome === 'unreachable' || (tried.outcome === 'failed' && !tried.retryable);

/** Whether what a try came to may still be noted: nobody has asked for it again meanwhile. */
export const isOfTry = (now: Delivery, tried: Delivery): boolean =>
  now.begun === tried.begun && (now.state === 'sending' || now.state === 'unknown');

/** A delivery that an admin wants sent again; null where it is under way, waits, or has arrived. */
export function askedAgain(delivery: Delivery, now: Instant): Delivery | null {
  const { state } = delivery;
  if (state !== 'failed' && state !== 'unreachable' && state !== 'unknown') return null;
  return { ...delivery, state: 'waiting', reason: null, tries: 0, dueAt: now, stateAt: now };
}
