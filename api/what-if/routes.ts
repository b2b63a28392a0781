import type { z } from 'zod';
import { route, type Route } from '../http/route.ts';
import { dayOf } from '../kernel/time.ts';
import { whatIf, type WhatIf } from './actions.ts';
import { whatIfQuery, whatIfShape } from './contract.ts';

const view = ({ plans, ending }: WhatIf): z.infer<typeof whatIfShape> => ({
  plans: plans === null ? null : { ...plans, months: [...plans.months] },
  ending:
    ending === null
      ? null
      : {
          orders: ending.orders.map(({ order, terms, charges }) => ({
            ...{ id: order.orderId, seats: order.seats },
            ...{ monthly: terms.monthly, monthsLeft: terms.monthsLeft },
            today: { endsOn: dayOf(terms.effectiveAt), fee: terms.fee },
            atRenewal: { endsOn: terms.freeFromOn, charges },
          })),
          today: { ...ending.today, fees: [...ending.today.fees] },
          atRenewal: { ...ending.atRenewal, charges: [...ending.atRenewal.charges] },
          saved: [...ending.saved],
        },
});

/** What could be otherwise, and what that would cost: nothing is changed by asking. */
export const whatIfRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/billing/what-if',
    summary:
      "Seats against the MAU plan by the account's own history; ending now against at the renewal",
    access: 'admins',
    query: whatIfQuery,
    answers: { 200: whatIfShape },
    act: async ({ world, caller, query: { activeUserPriceMinor: offered } }) => ({
      status: 200,
      body: view(
        await whatIf(world, caller.tenant, offered === undefined ? null : Number(offered)),
      ),
    }),
  }),
];
