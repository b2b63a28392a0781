import { idFrom } from '../../api/kernel/ids.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { monthsAfter } from '../../api/subscriptions/rules/term.ts';

/** When every subscription of the benchmark began, and what a seat costs a month. */
export const BEGAN_AT = Date.UTC(2026, 0, 15);
export const UNIT_PRICE = { amountMinor: 400, currency: 'USD' } as const;
export const SEATS = 25;
/** One in so many renewals is declined. */
const DECLINED_EACH = 20;

/** What comes round by itself for an account that has ordered. */
export const ROUNDS = ['directory', 'limits', 'orders', 'seats'] as const;

/** When it comes round next for the nth account. */
export const nextRoundAt = (nth: number): number =>
  monthsAfter(BEGAN_AT, 1) + 2 * DAY_MS + ((nth * 7_919) % DAY_MS);

/** One event of the monthly cycle. */
export interface Renewal {
  readonly tenantId: string;
  readonly orderId: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly paymentId: string;
  readonly at: number;
  readonly through: number;
  readonly declined: boolean;
}

/** One order of one account; each account is a tenant. */
export interface Buyer {
  readonly tenantId: string;
  readonly orderId: string;
  readonly subscriptionId: string;
}

/** So many buyers. */
export const buyersOf = (count: number): Buyer[] =>
  Array.from({ length: count }, (_, nth) => ({
    tenantId: idFrom('bench-tenant', String(nth)),
    orderId: idFrom('bench-order', String(nth)),
    subscriptionId: `sub-${nth}`,
  }));

/** The renewals of a month for these buyers, by default of the first. */
export const cycleOf = (buyers: readonly Buyer[], month = 1): Renewal[] =>
  buyers.map((buyer, nth) => ({
    ...buyer,
    eventId: `evt-${month}-${nth}`,
    paymentId: `pay-${month}-${nth}`,
    at: monthsAfter(BEGAN_AT, month) + (nth % DAY_MS),
    through: monthsAfter(BEGAN_AT, month + 1),
    declined: nth % DECLINED_EACH === DECLINED_EACH - 1,
  }));
