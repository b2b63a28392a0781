import type { Day, Instant } from '../../kernel/time.ts';
import { DAY_MS, dayOf } from '../../kernel/time.ts';
import { halfOf, money, times, type Money } from '../../kernel/money.ts';
import { monthsAfter } from '../../subscriptions/rules/term.ts';
import { TERM_MONTHS } from './prices.ts';
import type { OrderState } from './states.ts';

/** Whom an order is for. */
export interface OrderContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
  readonly telephone: string | null;
}

/** Where the buyer is. */
export interface OrderAddress {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** A hand-over to the provider's checkout (B-3). Its id becomes the order's. */
export interface Checkout {
  readonly checkoutId: string;
  readonly state: 'open' | 'completed' | 'abandoned';
  readonly seats: number;
  readonly country: string;
  readonly unitPrice: Money;
  readonly contact: OrderContact;
  /** The provider's session and its page; null until it was opened. */
  readonly sessionId: string | null;
  readonly url: string | null;
  readonly createdAt: Instant;
  readonly createdBy: string | null;
  readonly expiresAt: Instant;
  /** As `expiresAt` while it is open; null afterwards. */
  readonly openUntil: Instant | null;
}

/** Why a payment did not come. */
export type PaymentProblem = 'declined' | 'expired-card' | 'late';

/** The early end of an order (B-6). */
export interface Termination {
  readonly askedAt: Instant;
  /** The end of what is paid. */
  readonly effectiveAt: Instant;
  readonly monthsLeft: number;
  readonly fee: Money;
  /** `declined`: due still, and the last try to charge it was in vain. */
  readonly feeState: 'none' | 'due' | 'declined' | 'charged';
}

/** A card order that the provider has confirmed. */
export interface Order {
  readonly orderId: string;
  /** The provider's subscription and account. */
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly state: OrderState;
  readonly seats: number;
  /** Of a seat for a month. */
  readonly unitPrice: Money;
  readonly country: string;
  readonly contact: OrderContact;
  readonly address: OrderAddress | null;
  readonly createdBy: string | null;
  readonly beganAt: Instant;
  /** Minus `beganAt`, so that the newest come first. */
  readonly newest: number;
  /** Until when the provider was paid. */
  readonly paidThroughAt: Instant;
  readonly card: {
    readonly brand: string | null;
    readonly lastFour: string | null;
    readonly expires: string | null;
  } | null;
  /** Since when it is Suspended, and why; null otherwise. */
  readonly problem: { readonly reason: PaymentProblem; readonly since: Instant } | null;
  /** The instants of the reminders that went out, so that each is told of one missing payment and once (B-7). */
  readonly reminded: readonly Instant[];
  readonly termination: Termination | null;
  /** What the provider is still to be asked for; null: nothing. */
  readonly wish: 'cancel' | 'resume' | null;
  /** As of when the provider's word was last taken. */
  readonly asOf: Instant;
  /** Since when the provider is to be asked for the present state: something came late or does not fit. */
  readonly doubtSince: Instant | null;
}

/** A payment, and the capacity that it gave. */
export interface Payment {
  readonly paymentId: string;
  readonly orderId: string;
  readonly kind: 'charge' | 'termination-fee';
  readonly at: Instant;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly seats: number;
  /** The time that it paid for; both null for a fee. */
  readonly periodFrom: Instant | null;
  readonly periodThrough: Instant | null;
  /** The event that told of it; null where it was found by asking. */
  readonly eventId: string | null;
  readonly invoiceUrl: string | null;
}

/** How long an order that is Suspended gives its seats (B-7). */
export const SUSPENDED_MAX_MS = 30 * DAY_MS;
/** On these days after a suspension, and after the account's end by it, reminders go out (B-7). */
export const REMINDER_DAYS = [7, 21] as const;

/** How many months an order costs nothing any more are paid: whole calendar months from its beginning. */
function monthsPaidOf({
  beganAt,
  paidThroughAt,
}: Pick<Order, 'beganAt' | 'paidThroughAt'>): number {
  const [from, through] = [new Date(beganAt), new Date(paidThroughAt)];
  const years = through.getUTCFullYear() - from.getUTCFullYear();
  return years * TERM_MONTHS + through.getUTCMonth() - from.getUTCMonth();
}

/** The running term of an order, and how much of it is paid. */
export interface OrderTerm {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** 1 to 12. */
  readonly monthsPaid: number;
}

/** The term of twelve months that the latest paid month lies in (B-5). */
export function termOf(order: Pick<Order, 'beganAt' | 'paidThroughAt'>): OrderTerm {
  const paid = Math.max(1, monthsPaidOf(order));
  const past = Math.floor((paid - 1) / TERM_MONTHS) * TERM_MONTHS;
  return {
    startsAt: monthsAfter(order.beganAt, past),
    endsAt: monthsAfter(order.beganAt, past + TERM_MONTHS),
    monthsPaid: paid - past,
  };
}

/** What an order costs a month, before taxes. */
export const monthlyOf = ({ seats, unitPrice }: Pick<Order, 'seats' | 'unitPrice'>): Money =>
  times(unitPrice, seats);

/** What ending an order with the month that is paid comes to. */
export interface TerminationTerms {
  readonly effectiveAt: Instant;
  readonly monthsLeft: number;
  readonly monthly: Money;
  readonly remaining: Money;
  readonly fee: Money;
  /** Ended then, it costs no fee. */
  readonly freeFromOn: Day;
}

/** Half of the price of the months that are left in the running term after the cycle that is paid (B-6). */
export function terminationOf(order: Order): TerminationTerms {
  const { monthsPaid, endsAt } = termOf(order);
  const monthly = monthlyOf(order);
  const monthsLeft = TERM_MONTHS - monthsPaid;
  const remaining = times(monthly, monthsLeft);
  const fee = monthsLeft === 0 ? money(0, monthly.currency) : halfOf(remaining);
  const { paidThroughAt: effectiveAt } = order;
  return { effectiveAt, monthsLeft, monthly, remaining, fee, freeFromOn: dayOf(endsAt) };
}

/**
 * The early end of an order, by what is known to be paid now: a month that was paid and told late ends later and leaves
 * fewer months to pay half of. It never costs more than was shown when it was confirmed (B-6).
 */
export function terminationPaidOn(termination: Termination, order: Order): Termination {
  if (termination.feeState === 'charged' || order.paidThroughAt <= termination.effectiveAt)
    return termination;
  const { effectiveAt, monthsLeft, fee } = terminationOf(order);
  const later = { ...termination, effectiveAt };
  if (fee.amountMinor >= termination.fee.amountMinor) return later;
  return { ...later, monthsLeft, fee, feeState: fee.amountMinor === 0 ? 'none' : 'due' };
}

/** Whether an order has ended early and its fee is still to be charged (B-6). */
export const owesFee = ({ state, termination }: Order): boolean =>
  state === 'Canceled' && (termination?.feeState === 'due' || termination?.feeState === 'declined');

/** Until when an order's seats count (B-3, B-7); null: no end is known. */
export function givesUntil({ state, problem, paidThroughAt }: Order): Instant | null {
  switch (state) {
    case 'Active':
      return null;
    case 'Suspended':
      return problem === null ? null : problem.since + SUSPENDED_MAX_MS;
    case 'Canceled initiated':
    case 'Canceled':
      return paidThroughAt;
  }
}

/** Whether an order can still be edited, and is ended by a deactivation. */
export const isLive = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'Active' || state === 'Suspended';
