import type { Instant } from '../kernel/time.ts';
import type { Place, SubscriptionId } from '../subscriptions/rules/places.ts';

/** What is kept of a key itself: nothing from which it could be made again (B-10). */
export interface ActivationKey {
  /** The key's id is its subscription's: a key makes one subscription (OR-55). */
  readonly keyId: SubscriptionId;
}

/** That a key was issued. What became of it is said by its subscription's place. */
export interface IssuedKey {
  readonly keyId: SubscriptionId;
  /** Minus the instant of its issue, so that the newest come first. */
  readonly newest: number;
}

/** How long a key waits for its first use. */
export const KEY_VALID_MONTHS = 12;

/**
 * `issued`: can be activated. `active`: its subscription is. `lapsed`: was not activated in time. `ended`: its
 * subscription's term is over. `revoked`: neither activates nor moves.
 */
export type KeyState = 'issued' | 'active' | 'lapsed' | 'ended' | 'revoked';

/** What has become of a key by an instant. */
export function keyStateOf(place: Place, now: Instant): KeyState {
  if (place.revokedAt !== null) return 'revoked';
  if (place.endsAt === null) return place.lapsesAt <= now ? 'lapsed' : 'issued';
  return place.endsAt <= now ? 'ended' : 'active';
}
