import { tell } from '../../audit/actions.ts';
import { refuseChanged } from '../../catalogs/actions/catalogs.ts';
import { AppError } from '../../kernel/errors.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { orders } from '../kinds.ts';
import { isLive, owesFee, type Order, type OrderAddress } from '../rules/order.ts';
import { paymentsOfWorld } from './place.ts';
import { readOrder } from './reading.ts';

/** Refuses to edit an order that is ending or has ended. @throws AppError `order-final` */
export function mustBeLive(order: Order): void {
  if (isLive(order)) return;
  throw new AppError(
    'order-final',
    `The order is ${order.state} and cannot be edited any more. Place a new order, or reactivate the account while it still can be.`,
    { state: order.state },
  );
}

/**
 * The provider's page on which the payment method of an order is changed; an overdue payment is tried again there at
 * once (OR-31), a fee that is owed within a day.
 * @throws AppError `not-found`, `version-changed`, `order-final`, `payments-unavailable`
 */
export async function paymentMethodUrl(
  world: World,
  tenant: Tenant,
  orderId: string,
  expected: Version | null,
): Promise<string> {
  const held = await readOrder(world, tenant, orderId);
  refuseChanged(held, expected);
  if (!owesFee(held.doc)) mustBeLive(held.doc);
  return paymentsOfWorld(world).paymentMethodUrl(held.doc.accountId);
}

/** Changes the address of an order, at the provider first: invoices are the provider's (OR-30). */
export async function changeAddress(
  world: World,
  tenant: Tenant,
  actor: Actor,
  orderId: string,
  address: OrderAddress,
  expected: Version | null,
): Promise<Held<Order>> {
  const first = await readOrder(world, tenant, orderId);
  refuseChanged(first, expected);
  mustBeLive(first.doc);
  await paymentsOfWorld(world).changeAddress(first.doc.accountId, address);
  for (;;) {
    const held = await readOrder(world, tenant, orderId);
    const at = world.clock.now();
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
      replace(orders, { ...held.doc, address }, held.version),
      tell(actor, at, 'order-address-changed', { orderId }),
    ]);
    if (outcome === 'committed') return readOrder(world, tenant, orderId);
  }
}
