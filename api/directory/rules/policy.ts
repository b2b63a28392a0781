import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';

/** How long after a successful poll the directory is asked for changes again. */
export const POLL_EVERY_MS = 5 * MINUTE_MS;
/** A notification of a change brings the next poll forward to this; a burst of them makes one poll. */
export const NOTIFIED_POLL_AFTER_MS = 5 * SECOND_MS;
/** A link that is older is not tried any more: Microsoft keeps it for 7 days. */
export const LINK_AGE_MAX_MS = 6 * DAY_MS;
/** How often everybody is read again from the start, against what a lagging replica of the directory may have missed. */
export const RECONCILE_EVERY_MS = 7 * DAY_MS;
/**
 * A full pass that misses more than this share of the people is held until an admin confirms it; fewer than
 * `VANISHED_FREE` are never held, so that a small tenant can lose someone.
 */
export const VANISHED_SHARE_MAX = 0.1;
export const VANISHED_FREE = 10;
/** After the nth failure in a row the next try waits 2^n times this, up to `RETRY_MAX_MS`. */
export const RETRY_FIRST_MS = 15 * SECOND_MS;
export const RETRY_MAX_MS = HOUR_MS;
/**
 * An account that is back from deletion is in its groups again; they have this long to tell of it. Until then what came
 * through them is kept (S-5).
 */
export const RETURNED_LOOK_AFTER_MS = HOUR_MS;
/** When an account is asked about again that the changes told of and that could not be read. */
export const UNREADABLE_LOOK_AFTER_MS = 10 * MINUTE_MS;
/** So many pages of users, of 200 at most, are fetched ahead and written as one. */
export const PAGES_AT_ONCE = 3;
/** A run that is sent back to the start more often than this gives up until its next turn. */
export const RESETS_PER_RUN_MAX = 5;
/** How long a worker may be silent before another one takes over; on the system's clock. One at work renews in time. */
export const LEASE_MS = 30 * SECOND_MS;
/** A subscription to notifications is made for so long (at most 29 days), and renewed when less than that is left. */
export const SUBSCRIPTION_MS = 14 * DAY_MS;
export const SUBSCRIPTION_RENEW_BEFORE_MS = 7 * DAY_MS;
