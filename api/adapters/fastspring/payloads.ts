import { z } from 'zod';

/** What of FastSpring's objects is read; they hold much more (developer.fastspring.com, webhooks and API reference). */
const tags = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) => given ?? {});

/** A subscription, as in `GET /subscriptions/{id}` and in expanded webhooks. */
export const subscriptionPayload = z.object({
  id: z.string(),
  state: z.enum(['active', 'overdue', 'canceled', 'deactivated', 'trial']),
  changed: z.number(),
  currency: z.string(),
  account: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
  quantity: z.int(),
  price: z.number(),
  begin: z.number(),
  next: z.number().nullish(),
  tags,
  paymentMethod: z
    .object({
      cardBrand: z.string().nullish(),
      lastFour: z.string().nullish(),
      expirationDate: z.string().nullish(),
    })
    .nullish(),
});
export type SubscriptionPayload = z.infer<typeof subscriptionPayload>;

/** An order: what FastSpring calls each single payment. */
export const orderPayload = z.object({
  id: z.string(),
  changed: z.number(),
  currency: z.string(),
  subtotal: z.number(),
  tax: z.number(),
  total: z.number(),
  invoiceUrl: z.string().nullish(),
  tags,
  items: z
    .array(z.object({ subscription: z.union([z.string(), subscriptionPayload]).nullish() }).loose())
    .default([]),
});
export type OrderPayload = z.infer<typeof orderPayload>;

/** `GET /subscriptions/{id}/entries`: a subscription's payments, each with the period that it pays for. */
export const entriesPayload = z.array(
  z.object({
    beginPeriodDateValue: z.number().nullish(),
    endPeriodDateValue: z.number().nullish(),
    order: orderPayload,
  }),
);

/** The body of a webhook: one or more events. */
export const webhookPayload = z.object({
  events: z.array(
    z.object({ id: z.string(), type: z.string(), created: z.number(), data: z.unknown() }),
  ),
});

/** `subscription.charge.completed`. */
export const chargePayload = z.object({ order: orderPayload, subscription: subscriptionPayload });
/** `subscription.charge.failed`. */
export const failurePayload = z.object({
  reason: z.string().nullish(),
  subscription: subscriptionPayload,
});
/** `GET /sessions/{id}`. */
export const sessionPayload = z.object({
  id: z.string(),
  expires: z.number().nullish(),
  order: z.string().nullish(),
});
