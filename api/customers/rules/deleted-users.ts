import { DAY_MS, type Instant } from '../../kernel/time.ts';

/** For so long a deleted user can be restored (C-4). */
const RESTORABLE_MS = 30 * DAY_MS;

/** So long before a deleted user is gone for good whoever deleted it is warned. */
export const PURGE_WARNING_MS = 7 * DAY_MS;

/** The last moment at which a user can be restored. */
export const restorableUntil = (deletedAt: Instant): Instant => deletedAt + RESTORABLE_MS;

/** Whether a user can still be restored: on day 30 yes, a millisecond later not (C-4). */
export const isRestorable = (deletedAt: Instant, now: Instant): boolean =>
  now <= restorableUntil(deletedAt);

/** How many days are left, the begun one counted; 0 when it is over. */
export const daysLeft = (deletedAt: Instant, now: Instant): number =>
  Math.max(0, Math.ceil((restorableUntil(deletedAt) - now) / DAY_MS));
