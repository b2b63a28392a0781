import type { Account, Book, Order, Session, Subscription } from './book.ts';

/** Amounts go over FastSpring's wire as decimal numbers. */
const decimal = (minor: number): number => Number(`${minor}e-2`);

const day = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 10);

/** A subscription as the API and expanded webhooks show it. */
export function subscriptionPayload(book: Book, subscription: Subscription): object {
  const { id, state, changed, currency, account, quantity, priceMinor, begin, next, tags } =
    subscription;
  const card = book.accounts.get(account)?.card;
  return {
    id,
    subscription: id,
    active: state !== 'deactivated',
    state,
    changed,
    changedValue: changed,
    changedInSeconds: Math.floor(changed / 1_000),
    live: false,
    currency,
    account,
    product: 'headcount-seat',
    sku: null,
    quantity,
    adhoc: false,
    autoRenew: true,
    price: decimal(priceMinor),
    subtotal: decimal(priceMinor * quantity),
    begin,
    beginValue: begin,
    beginDisplay: day(begin),
    next,
    nextValue: next,
    nextDisplay: day(next),
    nextChargeDate: next,
    nextChargeTotal: next === null ? null : decimal(priceMinor * quantity),
    end: state === 'canceled' ? next : null,
    canceledDate: state === 'canceled' ? changed : null,
    deactivationDate: state === 'deactivated' ? changed : state === 'canceled' ? next : null,
    sequence: subscription.sequence,
    periods: null,
    intervalUnit: 'month',
    intervalLength: 1,
    tags,
    reason: subscription.reason,
    paymentMethod:
      card === undefined
        ? null
        : {
            type: 'card',
            cardBrand: card.brand,
            lastFour: card.lastFour,
            expirationDate: card.expires,
          },
  };
}

/** Where the stand-in shows an invoice. */
export type InvoiceUrl = (order: Order) => string;

/** A payment as the API and webhooks show it. */
export function orderPayload(book: Book, order: Order, invoiceUrl: InvoiceUrl): object {
  const subscription = book.subscriptions.get(order.subscription);
  return {
    id: order.id,
    order: order.id,
    reference: `HEA${order.id.slice(0, 8).toUpperCase()}`,
    buyerReference: null,
    completed: true,
    changed: order.at,
    changedValue: order.at,
    language: 'en',
    live: false,
    currency: order.currency,
    payoutCurrency: order.currency,
    account: order.account,
    total: decimal(order.netMinor + order.taxMinor),
    tax: decimal(order.taxMinor),
    subtotal: decimal(order.netMinor),
    discount: 0,
    invoiceUrl: invoiceUrl(order),
    tags: order.tags,
    items: [
      {
        product: order.from === null ? 'headcount-termination-fee' : 'headcount-seat',
        quantity: subscription?.quantity ?? 1,
        subtotal: decimal(order.netMinor),
        subscription: subscription === undefined ? null : subscriptionPayload(book, subscription),
      },
    ],
  };
}

/** The payments of a subscription, each with its period. */
export const entriesPayload = (book: Book, id: string, invoiceUrl: InvoiceUrl): object[] =>
  book.ordersOf(id).map((order) => ({
    beginPeriodDate: day(order.from),
    beginPeriodDateValue: order.from,
    endPeriodDate: day(order.through),
    endPeriodDateValue: order.through,
    order: orderPayload(book, order, invoiceUrl),
  }));

/** A session as its creator sees it. */
export const sessionPayload = ({
  id,
  expires,
  order,
  currency,
  quantity,
  priceMinor,
}: Session): object => ({
  id,
  expires,
  order,
  currency,
  account: null,
  subtotal: decimal(quantity * priceMinor),
  items: [{ product: 'headcount-seat', quantity }],
});

/** An account as the API shows it. */
export const accountPayload = ({ id, contact, address }: Account): object => ({
  id,
  account: id,
  action: 'account.get',
  contact,
  address,
  language: 'en',
  country: address?.['country'] ?? contact['country'] ?? 'US',
  result: 'success',
});
