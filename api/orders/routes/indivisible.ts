import { AppError } from '../../kernel/errors.ts';
import { dayOf } from '../../kernel/time.ts';
import { route, type Route } from '../../http/route.ts';
import { mustBeLive } from '../actions/edit.ts';
import { readOrder } from '../actions/reading.ts';
import { orderParams, orderShape, shrinkBody } from '../contract.ts';
import { terminationOf, type Order } from '../rules/order.ts';
import { orderView } from './views.ts';

/** An order is never ended alone or in part: says how to have more seats, and how to have fewer (B-9, OR-26, OR-43). */
function indivisible(order: Order, seats: number): AppError {
  if (seats > order.seats)
    return new AppError(
      'order-indivisible',
      'The seats of an order cannot be changed. For more, place another order (POST /api/orders): orders add up.',
    );
  const { effectiveAt, fee, freeFromOn } = terminationOf(order);
  return new AppError(
    'order-indivisible',
    `An order cannot be canceled in part or alone. To shrink, deactivate the account (POST /api/account/deactivation) at the end of the billing cycle on ${dayOf(effectiveAt)}, with the early-termination fee, or free of it at the end of the term on ${freeFromOn}; then order the number of seats that you need.`,
    { effectiveOn: dayOf(effectiveAt), fee, freeFromOn },
  );
}

/** What looks as if an order could be made smaller. */
export const indivisibleRoutes: readonly Route[] = [
  route({
    method: 'patch',
    path: '/api/orders/{orderId}',
    summary: 'Refused, with the way to have more or fewer seats, unless it has as many already',
    access: 'admins',
    params: orderParams,
    body: shrinkBody,
    refuses: ['order-final', 'order-indivisible'],
    answers: { 200: orderShape },
    act: async ({ world, caller, params, body }) => {
      const { doc } = await readOrder(world, caller.tenant, params.orderId);
      mustBeLive(doc);
      if (body.seats !== doc.seats) throw indivisible(doc, body.seats);
      return { status: 200, body: orderView(doc, world.clock.now()) };
    },
  }),
];
