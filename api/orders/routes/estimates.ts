import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { estimateBody, estimateShape } from '../contract.ts';
import { estimateOf, type Estimate } from '../rules/prices.ts';

/** An estimate as the wire shows it. */
export const estimateView = (estimate: Estimate): z.infer<typeof estimateShape> => ({
  seats: estimate.seats,
  country: estimate.country,
  currency: estimate.price.currency,
  currencyNote: estimate.isOwnCurrency ? 'own-currency' : 'charged-in-usd',
  unitPrice: estimate.price,
  lines: estimate.lines.map((line) => ({ ...line })),
  monthly: estimate.monthly,
  annual: estimate.annual,
  tax: null,
});

/** What seats cost (B-5, OR-8). */
export const estimateRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/orders/estimates',
    summary: 'What so many seats cost, line by line; orders nothing',
    access: 'admins',
    body: estimateBody,
    answers: { 200: estimateShape },
    act: async ({ body }) => ({
      status: 200,
      body: estimateView(estimateOf(body.seats, body.country)),
    }),
  }),
];
