import { kind } from '../ports/store.ts';
import type { Billing } from './rules/billing.ts';
import type { Checkout, Order, Payment } from './rules/order.ts';
import type { PurchaseOrder } from './rules/purchase-order.ts';

/** Hand-overs to the provider's checkout. */
export const checkouts = kind<Checkout>()({
  name: 'checkout',
  key: ['checkoutId'],
  fields: {
    checkoutId: 'guid',
    state: 'text',
    seats: 'integer',
    country: 'text',
    unitPrice: 'json',
    contact: 'json',
    sessionId: 'text?',
    url: 'text?',
    createdAt: 'integer',
    createdBy: 'guid?',
    expiresAt: 'integer',
    openUntil: 'integer?',
  },
  indexes: { open: { order: ['openUntil'], when: 'openUntil' } },
});

/** Orders that the provider has confirmed. */
export const orders = kind<Order>()({
  name: 'order',
  key: ['orderId'],
  fields: {
    orderId: 'guid',
    subscriptionId: 'text',
    accountId: 'text',
    state: 'text',
    seats: 'integer',
    unitPrice: 'json',
    country: 'text',
    contact: 'json',
    address: 'json?',
    createdBy: 'guid?',
    beganAt: 'integer',
    newest: 'integer',
    paidThroughAt: 'integer',
    card: 'json?',
    problem: 'json?',
    reminded: 'json',
    termination: 'json?',
    wish: 'text?',
    asOf: 'integer',
    doubtSince: 'integer?',
  },
  indexes: { byAge: { order: ['newest'] } },
});

/** What was paid, and which capacity it gave. */
export const payments = kind<Payment>()({
  name: 'payment',
  key: ['paymentId'],
  fields: {
    paymentId: 'text',
    orderId: 'guid',
    kind: 'text',
    at: 'integer',
    net: 'json',
    tax: 'json',
    total: 'json',
    seats: 'integer',
    periodFrom: 'integer?',
    periodThrough: 'integer?',
    eventId: 'text?',
    invoiceUrl: 'text?',
  },
  indexes: { byOrder: { equals: ['orderId'], order: ['at'] } },
});

/** How an account stands to its orders: one document, made with the first order. */
export const billings = kind<Billing>()({
  name: 'billing',
  key: [],
  fields: {
    sources: 'json',
    hasOrdered: 'flag',
    chain: 'json?',
    unpaid: 'json?',
    reconciledAt: 'integer',
  },
  indexes: {},
});

/** Requests to buy by purchase order. */
export const purchaseOrders = kind<PurchaseOrder>()({
  name: 'purchaseOrder',
  key: ['purchaseOrderId'],
  fields: {
    purchaseOrderId: 'guid',
    learners: 'integer',
    plan: 'text',
    reference: 'text',
    contact: 'json',
    note: 'text',
    createdAt: 'integer',
    createdBy: 'guid?',
    state: 'text',
    tries: 'integer',
    dueAt: 'integer?',
  },
  indexes: { byDue: { order: ['dueAt'], when: 'dueAt' } },
});
