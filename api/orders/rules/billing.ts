import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { AccountFact } from '../../subscriptions/rules/account-states.ts';
import type { Source } from '../../subscriptions/rules/places.ts';
import { givesUntil, isLive, REMINDER_DAYS, termOf, type Order } from './order.ts';

/** The work of orders, as due work names it. */
export const ORDERS = 'orders';

/** What follows a deactivation (B-1). */
export interface Chain {
  readonly askedAt: Instant;
  /** The last paid-through date: until then everybody works. */
  readonly accessUntil: Instant;
  /** The days of the trial of which the owner was reminded. */
  readonly reminded: readonly number[];
}

/** How an account stands to its orders: one document in its root. */
export interface Billing {
  /** What the orders give, the oldest first. */
  readonly sources: readonly Source[];
  /** Whether the provider ever confirmed an order (B-4). */
  readonly hasOrdered: boolean;
  readonly chain: Chain | null;
  /** Reminders of an account that ended because it was not paid: since when, and of which days. */
  readonly unpaid: { readonly since: Instant; readonly reminded: readonly number[] } | null;
  /** When the provider was last asked how everything stands. */
  readonly reconciledAt: Instant;
}

/** An account that has ordered nothing. */
export const NO_BILLING: Billing = {
  sources: [],
  hasOrdered: false,
  chain: null,
  unpaid: null,
  reconciledAt: 0,
};

/** What an order gives. */
export function sourceOf(order: Order): Source {
  const { startsAt, endsAt } = termOf(order);
  return {
    subscriptionId: order.orderId,
    plan: 'seats',
    seats: order.seats,
    startsAt: Math.min(order.beganAt, startsAt),
    endsAt,
    order: { until: givesUntil(order), unpaid: order.state === 'Suspended' },
  };
}

/** The billing with what an order gives now; the same object where that is as it was. */
export function withSource(billing: Billing, order: Order): Billing {
  const source = sourceOf(order);
  const at = billing.sources.findIndex(({ subscriptionId }) => subscriptionId === order.orderId);
  if (at < 0) return { ...billing, sources: [...billing.sources, source] };
  if (JSON.stringify(billing.sources[at]) === JSON.stringify(source)) return billing;
  return { ...billing, sources: billing.sources.with(at, source) };
}

/**
 * What an order as it stands now tells its account: an account whose order gives seats is at work, however late and in
 * whatever order it was told (B-7, AC-10); null where it gives none.
 */
export function factOf(order: Order, now: Instant): AccountFact | null {
  if ((givesUntil(order) ?? Infinity) <= now) return null;
  return isLive(order) ? 'order-confirmed' : 'order-paid-on';
}

/**
 * The billing of a deactivated account once an order that ends is known to be paid for longer: everybody works until
 * then, and the trial follows after that (B-1). Of what the owner was reminded before, the owner is not reminded again.
 */
export function withPaidOn(billing: Billing, { reason }: Account, order: Order): Billing {
  const { termination, paidThroughAt } = order;
  if (reason !== 'deactivated' || termination === null || isLive(order)) return billing;
  const { askedAt } = termination;
  // Without a chain the trial has passed, with all its reminders.
  const chain = billing.chain ?? { askedAt, accessUntil: 0, reminded: [...REVIVE_DAYS] };
  if (paidThroughAt <= chain.accessUntil) return billing;
  return { ...billing, chain: { ...chain, accessUntil: paidThroughAt } };
}

/** How long the trial after a deactivation, and the first one, take (AC-1, B-1). */
export const TRIAL_MS = 30 * DAY_MS;
/** On these days of the trial after a deactivation the owner is reminded (B-1). */
export const REVIVE_DAYS = [1, 15, 27] as const;

/** Something that falls due by the clock. */
export type Step = { readonly at: Instant } & (
  | { readonly what: 'payment-reminder'; readonly orderId: string; readonly day: 7 | 21 }
  | { readonly what: 'unpaid-reminder'; readonly since: Instant; readonly day: 7 | 21 }
  | { readonly what: 'paid-through-reached' }
  | { readonly what: 'revive-reminder'; readonly day: 1 | 15 | 27 }
  | { readonly what: 'trial-over' }
);

/** Since when an account is Inactive because its orders were not paid. */
const unpaidSince = ({ sources }: Billing): Instant =>
  Math.max(0, ...sources.map(({ order }) => (order?.unpaid === true ? (order.until ?? 0) : 0)));

function chainSteps({ state, reason }: Account, { chain }: Billing): Step[] {
  if (chain === null) return [];
  const { accessUntil, reminded } = chain;
  if (state === 'Activation required') return [{ what: 'paid-through-reached', at: accessUntil }];
  if (state !== 'Trial' || reason !== 'deactivated') return [];
  const reminders = REVIVE_DAYS.filter((day) => !reminded.includes(day)).map((day): Step => ({
    what: 'revive-reminder',
    day,
    at: accessUntil + day * DAY_MS,
  }));
  return [...reminders, { what: 'trial-over', at: accessUntil + TRIAL_MS }];
}

/** What falls due next for an account, the earliest; null where nothing waits. */
export function nextStep(
  account: Account,
  billing: Billing,
  orders: readonly Order[],
): Step | null {
  const { state, reason } = account;
  const steps: Step[] = chainSteps(account, billing);
  for (const { orderId, state: stands, problem, reminded } of orders) {
    if (stands !== 'Suspended' || problem === null) continue;
    for (const day of REMINDER_DAYS) {
      const at = problem.since + day * DAY_MS;
      if (!reminded.includes(at)) steps.push({ what: 'payment-reminder', orderId, day, at });
    }
  }
  if (state === 'Inactive' && reason === 'payment') {
    const since = unpaidSince(billing);
    const told = billing.unpaid?.since === since ? billing.unpaid.reminded : [];
    for (const day of REMINDER_DAYS)
      if (!told.includes(day))
        steps.push({ what: 'unpaid-reminder', since, day, at: since + day * DAY_MS });
  }
  return steps.toSorted((one, other) => one.at - other.at)[0] ?? null;
}
