import { AppError } from '../../kernel/errors.ts';
import { dayOf } from '../../kernel/time.ts';
import { route, type Route } from '../../http/route.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { readOrder } from '../actions/reading.ts';
import { orderParams, shrinkBody } from '../contract.ts';
import { terminationOf } from '../rules/order.ts';

/** An order is never ended alone or in part: says how to shrink (B-9, OR-26, OR-43). @throws AppError always */
async function refuse(world: World, tenant: Tenant, orderId: string): Promise<never> {
  const { doc } = await readOrder(world, tenant, orderId);
  const { effectiveAt, fee, freeFromOn } = terminationOf(doc);
  throw new AppError(
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
    summary: 'Refused, with the way to have fewer seats: the seats of an order cannot be changed',
    access: 'admins',
    params: orderParams,
    body: shrinkBody,
    answers: {},
    act: async ({ world, caller, params }) => refuse(world, caller.tenant, params.orderId),
  }),
  route({
    method: 'delete',
    path: '/api/orders/{orderId}',
    summary: 'Refused, with the way to end orders: the account as a whole is deactivated',
    access: 'admins',
    params: orderParams,
    answers: {},
    act: async ({ world, caller, params }) => refuse(world, caller.tenant, params.orderId),
  }),
];
