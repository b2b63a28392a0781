import type { z } from 'zod';
import { times } from '../../kernel/money.ts';
import { DAY_MS, dayOf, toIso, toIsoOrNull } from '../../kernel/time.ts';
import type {
  checkoutShape,
  deactivationShape,
  orderDetailShape,
  orderShape,
} from '../contract.ts';
import type { Deactivation } from '../actions/deactivate.ts';
import {
  givesUntil,
  isLive,
  monthlyOf,
  REMINDER_DAYS,
  SUSPENDED_MAX_MS,
  termOf,
  type Checkout,
  type Order,
  type Payment,
} from '../rules/order.ts';
import { estimateOf, TERM_MONTHS } from '../rules/prices.ts';
import { estimateView } from './estimates.ts';

/** An order as the wire shows it at an instant. */
export function orderView(order: Order, now: number): z.infer<typeof orderShape> {
  const { orderId, state, seats, beganAt, country, contact, address, unitPrice } = order;
  const { startsAt, endsAt } = termOf(order);
  const monthly = monthlyOf(order);
  const until = givesUntil(order);
  const { problem, termination, paidThroughAt, card } = order;
  return {
    ...{
      id: orderId,
      state,
      seats,
      orderedAt: toIso(beganAt),
      country,
      contact,
      address,
      unitPrice,
    },
    ...{ monthly, annual: times(monthly, TERM_MONTHS) },
    term: { startsOn: dayOf(startsAt), endsOn: dayOf(endsAt - 1) },
    paidThroughOn: dayOf(paidThroughAt - 1),
    nextChargeOn: isLive(order) ? dayOf(paidThroughAt) : null,
    givesSeats: until === null || until > now,
    givesSeatsUntil: toIsoOrNull(until),
    paymentMethod: card,
    problem:
      problem === null
        ? null
        : {
            reason: problem.reason,
            since: toIso(problem.since),
            remindersOn: REMINDER_DAYS.map((day) => dayOf(problem.since + day * DAY_MS)),
            seatsEndAt: toIso(problem.since + SUSPENDED_MAX_MS),
          },
    termination:
      termination === null
        ? null
        : {
            askedAt: toIso(termination.askedAt),
            effectiveOn: dayOf(termination.effectiveAt),
            monthsLeft: termination.monthsLeft,
            fee: termination.fee,
            feeState: termination.feeState,
          },
  };
}

/** An order with what was paid for it. */
export const orderDetail = (
  order: Order,
  payments: readonly Payment[],
  now: number,
): z.infer<typeof orderDetailShape> => ({
  ...orderView(order, now),
  payments: payments.map((payment) => ({
    id: payment.paymentId,
    kind: payment.kind,
    at: toIso(payment.at),
    ...{ net: payment.net, tax: payment.tax, total: payment.total },
    gave:
      payment.periodFrom === null || payment.periodThrough === null
        ? null
        : {
            seats: payment.seats,
            from: dayOf(payment.periodFrom),
            through: dayOf(payment.periodThrough - 1),
          },
    eventId: payment.eventId,
    invoiceUrl: payment.invoiceUrl,
  })),
});

/** A checkout as the wire shows it. */
export const checkoutView = (checkout: Checkout): z.infer<typeof checkoutShape> => ({
  id: checkout.checkoutId,
  state: checkout.state,
  seats: checkout.seats,
  checkoutUrl: checkout.url,
  createdAt: toIso(checkout.createdAt),
  expiresAt: toIso(checkout.expiresAt),
  estimate: estimateView(estimateOf(checkout.seats, checkout.country)),
});

/** What a deactivation does, as the wire shows it. */
export const deactivationView = (
  { accountState, accessUntil, trialUntil, remindersOn, orders, fees }: Deactivation,
  preview: boolean,
  now: number,
): z.infer<typeof deactivationShape> => ({
  ...{ preview, accountState, fees: [...fees], remindersOn: [...remindersOn] },
  accessUntil: toIso(accessUntil),
  trialUntil: toIso(trialUntil),
  inactiveFrom: toIso(trialUntil),
  orders: orders.map(({ order, terms }) => ({
    ...{ id: order.orderId, seats: order.seats, effectiveOn: dayOf(terms.effectiveAt) },
    endsAtOnce: terms.effectiveAt <= now,
    ...{ monthly: terms.monthly, monthsLeft: terms.monthsLeft, remaining: terms.remaining },
    ...{ fee: terms.fee, freeFromOn: terms.freeFromOn },
  })),
});
