import { tell } from '../../audit/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Payments } from '../../ports/payments.ts';
import { replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { orders } from '../kinds.ts';
import { owesFee, type Order } from '../rules/order.ts';
import { askAbout } from './asking.ts';
import { allOrders, readOrder } from './reading.ts';

/** Asks the provider for what an order waits for, until it says so; repeats change nothing there. */
async function fulfil(
  world: World,
  tenant: Tenant,
  payments: Payments,
  { doc, version }: Held<Order>,
): Promise<void> {
  const { wish, subscriptionId, orderId } = doc;
  if (wish === null) return;
  const outcome = await payments[wish](subscriptionId);
  const actor = { personId: null, actId: newId() };
  const at = world.clock.now();
  // Where the customer has changed the mind meanwhile, the new wish is the next turn's.
  await world.store.commit(rootOf(tenant.tenantId), [
    replace(orders, { ...doc, wish: null }, version),
    tell(actor, at, 'provider-asked', { orderId, wish, outcome }),
  ]);
  await askAbout(world, tenant, doc);
}

/** Notes that the fee of an order was declined, and has it told; of one that was declined before nothing is told. */
async function noteDeclined(world: World, tenant: Tenant, order: Held<Order>): Promise<void> {
  const { orderId, termination } = order.doc;
  world.log.warn({ tenantId: tenant.tenantId, orderId }, 'a termination fee was declined');
  if (termination?.feeState !== 'due') return;
  const { fee } = termination;
  const declined: Order = { ...order.doc, termination: { ...termination, feeState: 'declined' } };
  const at = world.clock.now();
  // Where a word of the provider came in between, the next turn tries again.
  await announcing(world, tenant, () =>
    world.store.commit(rootOf(tenant.tenantId), [
      replace(orders, declined, order.version),
      announcement({ what: 'termination-fee-declined', orderId, fee }, at),
      tell({ personId: null, actId: newId() }, at, 'termination-fee-declined', { orderId, fee }),
    ]),
  );
}

/**
 * Charges the fee of an order that has ended early, once for ever by its reference (B-6). The provider is asked before what
 * was paid: a month that it has not told of yet costs no half of itself on top.
 */
async function chargeFee(
  world: World,
  tenant: Tenant,
  payments: Payments,
  ended: Order,
): Promise<void> {
  if (!owesFee(ended)) return;
  await askAbout(world, tenant, ended);
  const held = await readOrder(world, tenant, ended.orderId);
  const { termination, subscriptionId, orderId } = held.doc;
  if (termination === null || !owesFee(held.doc)) return;
  const reference = `headcount-fee-${orderId}-${termination.effectiveAt}`;
  const paid = await payments.chargeOnce(subscriptionId, termination.fee, reference);
  if (paid === null) await noteDeclined(world, tenant, held);
  else await askAbout(world, tenant, held.doc);
}

/** Has the provider do what orders wait for. @throws AppError `payments-unavailable`: it is tried again */
export async function fulfilWishes(world: World, tenant: Tenant): Promise<void> {
  const { payments } = world;
  if (payments === undefined) return;
  for (const held of await allOrders(world, tenant)) await fulfil(world, tenant, payments, held);
  for (const { doc } of await allOrders(world, tenant))
    await chargeFee(world, tenant, payments, doc);
}
