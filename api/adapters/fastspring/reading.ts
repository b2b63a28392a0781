import type { z } from 'zod';
import type {
  PaymentProblem,
  ProviderEvent,
  ProviderPayment,
  ProviderSubscription,
  PurchaseMark,
} from '../../ports/payments.ts';
import { fromDecimal } from './amounts.ts';
import {
  chargePayload,
  failurePayload,
  orderPayload,
  subscriptionPayload,
  webhookPayload,
  type OrderPayload,
  type SubscriptionPayload,
} from './payloads.ts';

/** The mark in the tags that a purchase was opened with; null for purchases of others. */
function markIn(tags: Readonly<Record<string, unknown>>): PurchaseMark | null {
  const { tenantId, orderId, buckets } = tags;
  if (typeof tenantId !== 'string' || typeof orderId !== 'string') return null;
  const count = Number(buckets);
  return Number.isInteger(count) && count > 0 ? { tenantId, orderId, buckets: count } : null;
}

/** A subscription in the port's words; null for one that is none of ours. */
export function subscriptionIn(payload: SubscriptionPayload): ProviderSubscription | null {
  const mark = markIn(payload.tags);
  if (mark === null) return null;
  const { paymentMethod } = payload;
  return {
    ...mark,
    subscriptionId: payload.id,
    accountId: payload.account,
    state: payload.state === 'trial' ? 'active' : payload.state,
    seats: payload.quantity,
    unitPrice: fromDecimal(payload.price, payload.currency),
    beganAt: payload.begin,
    nextChargeAt: payload.next ?? null,
    changedAt: payload.changed,
    card: paymentMethod
      ? {
          brand: paymentMethod.cardBrand ?? null,
          lastFour: paymentMethod.lastFour ?? null,
          expires: paymentMethod.expirationDate ?? null,
        }
      : null,
  };
}

/** A payment in the port's words. */
export const paymentIn = (
  order: OrderPayload,
  subscriptionId: string,
  period: ProviderPayment['period'],
): ProviderPayment => ({
  paymentId: order.id,
  subscriptionId,
  at: order.changed,
  net: fromDecimal(order.subtotal, order.currency),
  tax: fromDecimal(order.tax, order.currency),
  total: fromDecimal(order.total, order.currency),
  period,
  reference: typeof order.tags['reference'] === 'string' ? order.tags['reference'] : null,
  invoiceUrl: order.invoiceUrl ?? null,
});

/** The same day so many months later, in UTC; where that month has no such day, its last one. FastSpring bills so. */
function monthsLater(at: number, months: number): number {
  const moved = new Date(at);
  const day = moved.getUTCDate();
  moved.setUTCMonth(moved.getUTCMonth() + months);
  if (moved.getUTCDate() !== day) moved.setUTCDate(0);
  return moved.getTime();
}

/** The month that ends when a subscription is charged next: what its latest payment pays for. */
function latestPeriod({ begin, next }: SubscriptionPayload): ProviderPayment['period'] {
  if (next == null) return null;
  const [first, last] = [new Date(begin), new Date(next)];
  const months =
    (last.getUTCFullYear() - first.getUTCFullYear()) * 12 +
    last.getUTCMonth() -
    first.getUTCMonth();
  return { from: monthsLater(begin, Math.max(0, months - 1)), through: next };
}

const PROBLEMS: Readonly<Record<string, PaymentProblem>> = { EXPIRED_CARD: 'expired-card' };

/** Why a charge failed, in the port's words. */
export const problemIn = (reason: string | null | undefined): PaymentProblem =>
  PROBLEMS[reason ?? ''] ?? 'declined';

type Told = Pick<ProviderEvent, 'subscription' | 'payment' | 'problem'>;
type Raw = z.infer<typeof webhookPayload>['events'][number];

const NOTHING: Told = { subscription: null, payment: null, problem: null };

function orderTold(data: unknown): Told {
  const order = orderPayload.parse(data);
  const bought = order.items
    .map(({ subscription }) => subscription)
    .find((found) => found != null && typeof found !== 'string');
  if (bought == null || typeof bought === 'string') return NOTHING;
  const subscription = subscriptionIn(bought);
  const payment = paymentIn(order, bought.id, latestPeriod(bought));
  return subscription === null ? NOTHING : { subscription, payment, problem: null };
}

function toldBy({ type, data }: Raw): Told {
  switch (type) {
    case 'order.completed':
      return orderTold(data);
    case 'subscription.charge.completed': {
      const { order, subscription } = chargePayload.parse(data);
      const payment = paymentIn(order, subscription.id, latestPeriod(subscription));
      return { subscription: subscriptionIn(subscription), payment, problem: null };
    }
    case 'subscription.charge.failed': {
      const { reason, subscription } = failurePayload.parse(data);
      return { ...NOTHING, subscription: subscriptionIn(subscription), problem: problemIn(reason) };
    }
    case 'subscription.payment.overdue':
      return {
        ...NOTHING,
        subscription: subscriptionIn(subscriptionPayload.parse(data)),
        problem: 'late',
      };
    case 'subscription.activated':
    case 'subscription.updated':
    case 'subscription.canceled':
    case 'subscription.uncanceled':
    case 'subscription.deactivated':
      return { ...NOTHING, subscription: subscriptionIn(subscriptionPayload.parse(data)) };
    default:
      return NOTHING;
  }
}

/** The events of a webhook's body. @throws ZodError where it is no webhook of FastSpring with expansion enabled */
export const eventsOf = (body: unknown): ProviderEvent[] =>
  webhookPayload.parse(body).events.map((event) => {
    const told = toldBy(event);
    const { subscription } = told;
    const mark =
      subscription === null
        ? null
        : {
            tenantId: subscription.tenantId,
            buckets: subscription.buckets,
            orderId: subscription.orderId,
          };
    return { eventId: event.id, type: event.type, at: event.created, mark, ...told };
  });
