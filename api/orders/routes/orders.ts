import { etagOf } from '../../http/etag.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import type { World } from '../../ports/world.ts';
import type { Held } from '../../ports/store.ts';
import type { Tenant } from '../../ports/world.ts';
import {
  addressBody,
  checkoutParams,
  checkoutShape,
  orderBody,
  orderDetailShape,
  orderParams,
  ordersPage as ordersPageShape,
  ordersQuery,
  paymentMethodShape,
} from '../contract.ts';
import { changeAddress, paymentMethodUrl } from '../actions/edit.ts';
import { placeOrder, returnFrom } from '../actions/place.ts';
import { ordersPage, paymentsOf, readOrder } from '../actions/reading.ts';
import type { Order } from '../rules/order.ts';
import { checkoutView, orderDetail, orderView } from './views.ts';

async function detail(world: World, tenant: Tenant, held: Held<Order>): Promise<Answer> {
  const payments = await paymentsOf(world, tenant, held.doc.orderId);
  const body = orderDetail(held.doc, payments, world.clock.now());
  return { status: 200, body, headers: { ETag: etagOf(held.version) } };
}

/** Card orders (B-3 to B-5, OR-2 to OR-31). */
export const orderRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/orders',
    summary:
      'Place a card order: gives the address of the checkout; the order exists once it is paid',
    access: 'admins',
    body: orderBody,
    idempotent: true,
    answers: { 201: checkoutShape },
    act: async ({ world, caller, actor, body }) => {
      const checkout = await placeOrder(world, caller.tenant, actor, body);
      const headers = { Location: `/api/checkouts/${checkout.checkoutId}` };
      return { status: 201, headers, body: checkoutView(checkout) };
    },
  }),
  route({
    method: 'get',
    path: '/api/checkouts/{checkoutId}',
    summary:
      'How a checkout stands, for a buyer who comes back: the provider is asked where it has not told',
    access: 'admins',
    params: checkoutParams,
    answers: { 200: checkoutShape },
    act: async ({ world, caller, params }) => ({
      status: 200,
      body: checkoutView(await returnFrom(world, caller.tenant, params.checkoutId)),
    }),
  }),
  route({
    method: 'get',
    path: '/api/orders',
    summary: 'The order history, the newest first',
    access: 'admins',
    query: ordersQuery,
    answers: { 200: ordersPageShape },
    act: async ({ world, caller, query }) => {
      const { items, nextCursor } = await ordersPage(world, caller.tenant, query);
      const now = world.clock.now();
      return {
        status: 200,
        body: { items: items.map((order) => orderView(order, now)), nextCursor },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/orders/{orderId}',
    summary: 'An order, with every payment and the capacity that it gave',
    access: 'admins',
    params: orderParams,
    answers: { 200: orderDetailShape },
    act: async ({ world, caller: { tenant }, params }) =>
      detail(world, tenant, await readOrder(world, tenant, params.orderId)),
  }),
  route({
    method: 'patch',
    path: '/api/orders/{orderId}/payment-method',
    summary:
      "The provider's page on which the payment method is changed; an overdue payment is tried again at once",
    access: 'admins',
    params: orderParams,
    versioned: true,
    refuses: ['order-final'],
    answers: { 200: paymentMethodShape },
    act: async ({ world, caller, params, ifMatch }) => ({
      status: 200,
      body: { url: await paymentMethodUrl(world, caller.tenant, params.orderId, ifMatch) },
    }),
  }),
  route({
    method: 'patch',
    path: '/api/orders/{orderId}/address',
    summary: 'Change the billing address, here and at the provider',
    access: 'admins',
    params: orderParams,
    body: addressBody,
    versioned: true,
    refuses: ['order-final'],
    answers: { 200: orderDetailShape },
    act: async ({ world, caller: { tenant }, actor, params, body, ifMatch }) =>
      detail(
        world,
        tenant,
        await changeAddress(world, tenant, actor, params.orderId, body.address, ifMatch),
      ),
  }),
];
