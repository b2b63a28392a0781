import type { Instant } from '../../kernel/time.ts';
import {
  terminationPaidOn,
  type Checkout,
  type Order,
  type Payment,
  type PaymentProblem,
} from './order.ts';
import { orderAfter, type OrderFact } from './states.ts';
import type { Money } from '../../kernel/money.ts';

/** What the provider says of a subscription as of an instant, in the words of orders. */
export interface ToldSubscription {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly state: 'active' | 'overdue' | 'canceled' | 'deactivated';
  readonly seats: number;
  readonly unitPrice: Money;
  readonly beganAt: Instant;
  /** When it is charged next, or, overdue, should have been. */
  readonly nextChargeAt: Instant | null;
  readonly changedAt: Instant;
  readonly card: Order['card'];
}

/** An order as it is after what the provider said, and how it came there. */
export interface Absorbed {
  readonly order: Order;
  /** The moves of the table, in their order. */
  readonly moves: readonly OrderFact[];
  /** The word is older than what is known: the provider is to be asked. */
  readonly isLate: boolean;
}

/** The order that a checkout becomes with the provider's first word of it; its payments are taken after that. */
export const confirmedOrder = (checkout: Checkout, told: ToldSubscription): Order => ({
  orderId: checkout.checkoutId,
  subscriptionId: told.subscriptionId,
  accountId: told.accountId,
  state: 'Active',
  seats: told.seats,
  unitPrice: told.unitPrice,
  country: checkout.country,
  contact: checkout.contact,
  address: null,
  createdBy: checkout.createdBy,
  beganAt: told.beganAt,
  newest: -told.beganAt,
  paidThroughAt: told.beganAt,
  card: told.card,
  problem: null,
  reminded: [],
  termination: null,
  wish: null,
  asOf: told.beganAt,
  doubtSince: null,
});

/** The facts of the table that a state of the provider comes to. */
function factsOf(order: Order, { state }: ToldSubscription): OrderFact[] {
  if (state === 'overdue') return ['payment-failed'];
  if (state === 'active') return ['paid'];
  if (state === 'canceled') return [];
  // What the provider ends without being asked is not paid any more: it goes the way of the table.
  return order.state === 'Active' ? ['payment-failed', 'provider-ended'] : ['provider-ended'];
}

/**
 * Since when a payment is missing: since it was due, also where the word of the first failure was lost and a later one came;
 * never later than the word.
 */
const missingSince = ({ changedAt, nextChargeAt }: ToldSubscription): Instant =>
  Math.min(changedAt, nextChargeAt ?? changedAt);

/** The order with payments, in whatever order they came: paid through the latest end of a period (B-3). */
function withPayments(before: Order, payments: readonly Payment[]): Order {
  const through = payments.map(({ periodThrough }) => periodThrough ?? 0);
  const order = { ...before, paidThroughAt: Math.max(before.paidThroughAt, ...through) };
  const { termination } = before;
  if (termination === null) return order;
  const isCharged = payments.some(({ kind }) => kind === 'termination-fee');
  return {
    ...order,
    termination: isCharged
      ? { ...termination, feeState: 'charged' }
      : terminationPaidOn(termination, order),
  };
}

/**
 * An order after the provider's word: its state by the newest word alone, its payments by all of them. So words that come
 * twice, late or in another order come to the same.
 */
export function absorbed(
  before: Order,
  told: ToldSubscription,
  payments: readonly Payment[],
  problem: PaymentProblem | null,
): Absorbed {
  let order = withPayments(before, payments);
  if (told.changedAt < before.asOf) return { order, moves: [], isLate: true };
  const { seats, unitPrice, card, changedAt } = told;
  order = { ...order, seats, unitPrice, card, asOf: changedAt };
  const moves: OrderFact[] = [];
  for (const fact of factsOf(before, told)) {
    const state = orderAfter(order.state, fact);
    if (state === null) continue;
    moves.push(fact);
    order = {
      ...order,
      state,
      problem:
        state === 'Suspended' ? { reason: problem ?? 'late', since: missingSince(told) } : null,
    };
  }
  const since = missingSince(told);
  // Another payment is missing than the one that was known: what was missing then was paid in between.
  if (told.state === 'overdue' && order.problem !== null && order.problem.since !== since)
    order = { ...order, problem: { reason: problem ?? order.problem.reason, since } };
  if (told.state === 'deactivated' || (told.state === 'canceled' && order.wish === 'cancel'))
    order = { ...order, wish: null };
  return { order, moves, isLate: false };
}
