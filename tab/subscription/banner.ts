import type { z } from 'zod';
import { accountReason, type subscriptionShape } from '../../api/subscriptions/contract.ts';

type Subscription = z.infer<typeof subscriptionShape>;

/** Why an account is Inactive, as far as there are words for it. */
export type InactiveReason = z.infer<typeof accountReason> | 'other';

/** The reason that the API gives; one that is newer than this tab is `other`. */
export const inactiveReasonOf = (reason: string | null): InactiveReason =>
  accountReason.options.find((known) => known === reason) ?? 'other';

/** Something that everybody who administers has to know, on whatever page. */
export type Banner =
  | { readonly kind: 'inactive'; readonly reason: InactiveReason }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'no-new-seats' }
  | {
      readonly kind: 'grace';
      readonly reason: 'limit' | 'expired';
      readonly daysLeft: number;
      readonly closesAt: string;
    };

/** What there is to tell, the most urgent first: what is closed before what closes, and what closes first before the rest. */
export function bannersOf(
  subscription: Pick<Subscription, 'account' | 'learning' | 'graces'>,
): readonly Banner[] {
  const { account, learning, graces } = subscription;
  if (account.state === 'Inactive') {
    return [{ kind: 'inactive', reason: inactiveReasonOf(account.reason) }];
  }
  const windows = graces
    .toSorted((one, other) => Date.parse(one.closesAt) - Date.parse(other.closesAt))
    .map(({ reason, daysLeft, closesAt }): Banner => ({
      kind: 'grace',
      reason,
      daysLeft,
      closesAt,
    }));
  return learning === 'open' ? windows : [{ kind: learning }, ...windows];
}

/**
 * Under what a banner is remembered as put away; null where it says that something is refused, which one cannot put away.
 * A new day, or another window, is a new banner.
 */
export const dismissalOf = (banner: Banner): string | null =>
  banner.kind === 'grace' ? `${banner.reason} ${banner.closesAt} ${banner.daysLeft}` : null;

/** The banner to show: the most urgent that was not put away; null where there is none. */
export const bannerToShow = (
  banners: readonly Banner[],
  dismissed: ReadonlySet<string>,
): Banner | null =>
  banners.find((banner) => {
    const dismissal = dismissalOf(banner);
    return dismissal === null || !dismissed.has(dismissal);
  }) ?? null;
