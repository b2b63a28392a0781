import { idFrom, type PersonId, type TenantId } from '../../kernel/ids.ts';
import { DAY_MS, startOfDay, type Instant } from '../../kernel/time.ts';
import type { Delivery } from './deliveries.ts';
import { occasionOf, type Notice } from './notices.ts';

/** That an administrator takes care of what a notice is about: the others see who. */
export interface Handling {
  readonly occasionId: string;
  readonly personId: PersonId;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

/** The same for all who are told of one occasion. */
export const occasionIdOf = (
  tenantId: TenantId,
  { notice, noticeAt }: Pick<Delivery, 'notice' | 'noticeAt'>,
): string => idFrom('occasion', tenantId, occasionOf(notice, noticeAt));

/** So much later somebody is reminded who asks for it. */
export const REMINDED_AFTER_MS = DAY_MS;

/**
 * Until when something can be done about what a notice warns of: `Infinity` where that has no end, null where there is
 * nothing to take care of.
 */
export function careUntil(notice: Notice): Instant | null {
  switch (notice.what) {
    case 'threshold-reached':
    case 'usage-threshold-reached':
    case 'window-ended':
    case 'account-inactive':
    case 'subscription-moved-away':
      return Infinity;
    case 'limit-reached':
    case 'grace-days-left':
    case 'subscription-expired':
      return notice.closesAt;
    case 'payment-failed':
    case 'payment-reminder':
      return notice.seatsEndAt;
    case 'unpaid-reminder':
      return Infinity;
    case 'revive-reminder':
      return notice.inactiveFrom;
    case 'term-ends':
      return startOfDay(notice.endsOn);
    default:
      return null;
  }
}

/** Whether a reminder would still come in time. */
export const mayRemind = (notice: Notice, now: Instant): boolean =>
  (careUntil(notice) ?? 0) > now + REMINDED_AFTER_MS;
