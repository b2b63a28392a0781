import { z } from 'zod';
import { day, guid, instant, pageOf, pageQuery } from '../http/contract.ts';
import { isCountry } from '../kernel/countries.ts';

/** Money on the wire: whole minor units of a currency. */
export const moneyShape = z
  .strictObject({
    amountMinor: z.int().meta({ description: 'Minor units: 19200 is 192.00 USD.' }),
    currency: z.string().length(3),
  })
  .meta({ id: 'Money' });

const words = (most: number) =>
  z.string().trim().min(1, 'Is empty: it has to be filled in.').max(most);

const country = z.string().meta({ description: 'Two capital letters, ISO 3166-1.' });

/** A country that there is, as it is asked for. */
const givenCountry = country.refine(isCountry, {
  error: 'Must be a country by its two capital letters (ISO 3166-1), such as US.',
});

const orderedSeats = z
  .int({ error: 'Must be a whole number of seats, such as 25: no fractions, no text.' })
  .min(1, 'Must be at least 1 seat.');

const contactShape = z.strictObject({
  firstName: words(100),
  lastName: words(100),
  email: z.email().max(254),
  company: words(200),
  telephone: words(50).nullable(),
});

const addressShape = z.strictObject({
  line1: words(200),
  line2: words(200).nullable(),
  city: words(100),
  region: words(100).nullable().meta({ description: 'State or province.' }),
  postalCode: words(20).nullable(),
  country,
});

const givenAddress = addressShape.extend({ country: givenCountry });

/** What is to be estimated. The price is the server's: none is taken from outside. */
export const estimateBody = z.strictObject({ seats: orderedSeats, country: givenCountry });

/** What an order will cost, line by line. */
export const estimateShape = z
  .strictObject({
    seats: z.int(),
    country,
    currency: z.string().length(3),
    currencyNote: z.enum(['own-currency', 'charged-in-usd']).meta({
      description: '`charged-in-usd`: the country has no currency of its own in the price list.',
    }),
    unitPrice: moneyShape.meta({ description: 'One seat for one month.' }),
    lines: z.array(
      z.strictObject({
        code: z.enum(['seats-for-a-month', 'months-of-the-term']),
        quantity: z.int(),
        unit: moneyShape,
        amount: moneyShape.meta({ description: 'quantity times unit.' }),
      }),
    ),
    monthly: moneyShape.meta({ description: 'Charged every month for a year, before taxes.' }),
    annual: moneyShape.meta({ description: 'The term of twelve months, before taxes.' }),
    tax: z.null().meta({
      description: 'Not known yet: the payment provider adds taxes at its checkout.',
    }),
  })
  .meta({ id: 'Estimate' });

/** A card order: who buys how many. */
export const orderBody = z.strictObject({
  seats: orderedSeats,
  country: givenCountry,
  contact: contactShape,
});

const checkoutState = z.enum(['open', 'completed', 'abandoned']);

/** A hand-over to the provider's checkout. Its id becomes the order's. */
export const checkoutShape = z
  .strictObject({
    id: guid.meta({ description: 'The same as the id of the order that comes of it.' }),
    state: checkoutState,
    seats: z.int(),
    checkoutUrl: z.url().nullable().meta({
      description: 'Where the buyer pays; null once it is not open.',
    }),
    createdAt: instant,
    expiresAt: instant,
    estimate: estimateShape,
  })
  .meta({ id: 'Checkout' });

/** States of an order (B-3). */
const orderState = z.enum(['Active', 'Suspended', 'Canceled initiated', 'Canceled']);

const orderFields = {
  id: guid,
  state: orderState,
  seats: z.int(),
  orderedAt: instant,
  country,
  contact: contactShape,
  address: addressShape.nullable(),
  unitPrice: moneyShape,
  monthly: moneyShape.meta({ description: 'Before taxes.' }),
  annual: moneyShape.meta({ description: 'Before taxes.' }),
  term: z.strictObject({ startsOn: day, endsOn: day }),
  paidThroughOn: day.meta({ description: 'The last day that is paid.' }),
  nextChargeOn: day.nullable().meta({ description: 'Null: nothing is charged any more.' }),
  givesSeats: z.boolean().meta({ description: 'Whether its seats are in capacity now.' }),
  givesSeatsUntil: instant.nullable().meta({ description: 'Null: no end is known.' }),
  paymentMethod: z
    .strictObject({
      brand: z.string().nullable(),
      lastFour: z.string().nullable(),
      expires: z.string().nullable().meta({ description: 'Month and year as on the card: 12/30.' }),
    })
    .nullable(),
  problem: z
    .strictObject({
      reason: z.enum(['declined', 'expired-card', 'late']),
      since: instant,
      remindersOn: z.array(day),
      seatsEndAt: instant.meta({ description: 'Day 30: its seats leave capacity (B-7).' }),
    })
    .nullable()
    .meta({ description: 'Why it is Suspended.' }),
  termination: z
    .strictObject({
      askedAt: instant,
      effectiveOn: day,
      monthsLeft: z.int(),
      fee: moneyShape,
      feeState: z.enum(['none', 'due', 'declined', 'charged']),
    })
    .nullable(),
};

const paymentShape = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['charge', 'termination-fee']),
    at: instant,
    net: moneyShape,
    tax: moneyShape.meta({ description: 'As the payment provider reckoned it.' }),
    total: moneyShape,
    gave: z
      .strictObject({ seats: z.int(), from: day, through: day })
      .nullable()
      .meta({ description: 'The capacity that it paid for; null for a fee.' }),
    eventId: z.string().nullable().meta({
      description: 'The event of the provider that told of it; null: found by asking.',
    }),
    invoiceUrl: z.url().nullable().meta({ description: "The provider's invoice." }),
  })
  .meta({ id: 'Payment' });

/** An order in a list. */
export const orderShape = z.strictObject(orderFields).meta({ id: 'Order' });

/** One order with what was paid for it. */
export const orderDetailShape = z
  .strictObject({ ...orderFields, payments: z.array(paymentShape) })
  .meta({ id: 'OrderDetail' });

/** `GET /api/orders`: the order history, the newest first. */
export const ordersPage = pageOf(orderShape);
export const ordersQuery = z.strictObject(pageQuery);

export const orderParams = z.strictObject({ orderId: guid });
export const checkoutParams = z.strictObject({ checkoutId: guid });

/** What would change an order's seats: always refused (B-9). */
export const shrinkBody = z.strictObject({ seats: orderedSeats });

/** Where the payment method is changed: a page of the provider. */
export const paymentMethodShape = z.strictObject({ url: z.url() }).meta({ id: 'PaymentMethod' });

/** `PATCH /api/orders/{orderId}/address`. */
export const addressBody = z.strictObject({ address: givenAddress });

/** Everything that the Billing page shows before a list is asked for. */
export const billingShape = z
  .strictObject({
    registrations: z.strictObject({
      available: z.int().nullable().meta({ description: 'Capacity; null: without limit.' }),
      registered: z.int(),
      remaining: z.int().nullable(),
    }),
    cardOrders: z.strictObject({
      allowed: z.boolean(),
      reason: z
        .enum(['region', 'plan', 'not-configured'])
        .nullable()
        .meta({ description: 'Why not; the way out is a purchase order.' }),
      seatsMin: z.int().meta({ description: 'Of this order: 10 for the first one (B-4).' }),
      seatsMax: z.int(),
      region: z.string(),
    }),
    unitPrice: moneyShape,
    termMonths: z.int(),
    deactivation: z.strictObject({
      allowed: z.boolean(),
      reason: z
        .enum(['keys-only', 'nothing-to-deactivate', 'under-way'])
        .nullable()
        .meta({ description: '`keys-only`: the support contact does it (B-11).' }),
      confirmBy: z.string().meta({ description: "The account's name, to be typed." }),
    }),
    reactivation: z.strictObject({
      allowed: z.boolean(),
      until: instant.nullable(),
    }),
    chain: z
      .strictObject({
        accessUntil: instant.meta({ description: 'The last paid-through date.' }),
        trialUntil: instant,
        remindersOn: z.array(day),
      })
      .nullable()
      .meta({ description: 'What follows a deactivation (B-1); null where there is none.' }),
    purchaseOrders: z.strictObject({ available: z.boolean(), email: z.string().nullable() }),
    invoices: z.strictObject({
      provider: z.string(),
      contacts: z.array(z.strictObject({ kind: z.enum(['web', 'email']), address: z.string() })),
    }),
    seatsContact: z.string().nullable(),
  })
  .meta({ id: 'Billing' });

export const deactivationQuery = z.strictObject({
  preview: z.enum(['true', 'false']).default('true'),
});

export const deactivationBody = z.strictObject({
  confirmation: z.string().max(200).optional().meta({
    description: "The account's name (its subdomain), typed; needed where it is not a preview.",
  }),
});

/** What a deactivation will do, or did. */
export const deactivationShape = z
  .strictObject({
    preview: z.boolean(),
    accountState: z.enum(['Trial', 'Active', 'Activation required', 'Inactive']),
    accessUntil: instant.meta({ description: 'Everybody works until then (B-1).' }),
    trialUntil: instant,
    inactiveFrom: instant,
    remindersOn: z.array(day).meta({ description: 'When the owner is reminded.' }),
    orders: z.array(
      z.strictObject({
        id: guid,
        seats: z.int(),
        effectiveOn: day.meta({ description: 'The day on which its next charge would have been.' }),
        endsAtOnce: z.boolean().meta({
          description: 'Its payment is missing since that day, so that its seats end at once.',
        }),
        monthly: moneyShape,
        monthsLeft: z.int(),
        remaining: moneyShape.meta({ description: 'monthly times monthsLeft.' }),
        fee: moneyShape.meta({ description: 'Half of remaining (B-6).' }),
        freeFromOn: day.meta({ description: 'Deactivated to that day, it costs no fee.' }),
      }),
    ),
    fees: z.array(moneyShape).meta({ description: 'What the fees come to, by currency.' }),
  })
  .meta({ id: 'Deactivation' });

/** What a reactivation came to. */
export const reactivationShape = z
  .strictObject({
    accountState: z.enum(['Trial', 'Active', 'Activation required', 'Inactive']),
    orders: z.array(z.strictObject({ id: guid, state: orderState })),
  })
  .meta({ id: 'Reactivation' });

/** A request to buy by purchase order (OR-50). */
export const purchaseOrderBody = z.strictObject({
  learners: z
    .int({ error: 'Must be a whole number of learners, such as 250: no fractions, no text.' })
    .min(1, 'Must be at least 1 learner.')
    .max(10_000_000),
  plan: z.enum(['seats', 'mau']).default('seats'),
  reference: words(100).meta({ description: 'The number of your purchase order.' }),
  contact: contactShape,
  note: z.string().trim().max(2_000).default(''),
});

export const purchaseOrderShape = z
  .strictObject({
    id: guid,
    reference: z.string(),
    learners: z.int(),
    sentTo: z.string(),
    state: z.enum(['sent', 'waiting', 'unknown', 'failed']),
  })
  .meta({ id: 'PurchaseOrder' });
