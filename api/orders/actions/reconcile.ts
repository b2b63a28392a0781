import { rootOf } from '../../ports/partitions.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../kernel/time.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { billings, orders } from '../kinds.ts';
import { owesFee, type Order } from '../rules/order.ts';
import { askAbout } from './asking.ts';
import { allOrders, readBilling } from './reading.ts';

/** So often the provider is asked how every order stands. */
const RECONCILE_EVERY_MS = DAY_MS;
/** A payment that was due so long ago and of which nobody has told is asked for. */
const CHARGE_LATE_MS = HOUR_MS;

/** Whether there is nothing left of an order that the provider could tell. */
const isOver = (order: Order): boolean => order.state === 'Canceled' && !owesFee(order);

/**
 * Asks the provider how orders stand now, and heals what its webhooks lost: those in doubt and those whose payment was
 * due, at once; all that are not Canceled for good, once a day.
 * @returns when to ask again; null where no order runs
 */
export async function reconcile(world: World, tenant: Tenant): Promise<Instant | null> {
  const now = world.clock.now();
  const { billing } = await readBilling(world, tenant);
  const isTurn = billing.reconciledAt + RECONCILE_EVERY_MS <= now;
  for (const { doc } of await allOrders(world, tenant)) {
    const isLate = doc.paidThroughAt + CHARGE_LATE_MS <= now && doc.state !== 'Suspended';
    if (doc.doubtSince === null && (isOver(doc) || !(isTurn || isLate))) continue;
    await askAbout(world, tenant, doc);
    if (doc.state !== 'Canceled initiated' || doc.wish !== null) continue;
    // Still running at the provider although it was asked to end it: it is asked again.
    const truth = await world.payments?.truthOf(doc.subscriptionId);
    const runs = truth?.subscription.state === 'active' || truth?.subscription.state === 'overdue';
    const held = await world.store.read(rootOf(tenant.tenantId), orders, { orderId: doc.orderId });
    if (runs && held?.doc.state === 'Canceled initiated' && held.doc.wish === null) {
      const again = { ...held.doc, wish: 'cancel' } as const;
      await world.store.commit(rootOf(tenant.tenantId), [replace(orders, again, held.version)]);
    }
  }
  if (isTurn) await noteTurn(world, tenant, now);
  return nextTurn(world, tenant, now);
}

async function noteTurn(world: World, tenant: Tenant, now: Instant): Promise<void> {
  for (;;) {
    const { held } = await readBilling(world, tenant);
    if (held === null) return;
    const write = replace(billings, { ...held.doc, reconciledAt: now }, held.version);
    if ((await world.store.commit(rootOf(tenant.tenantId), [write])).outcome === 'committed')
      return;
  }
}

async function nextTurn(world: World, tenant: Tenant, now: Instant): Promise<Instant | null> {
  const { billing } = await readBilling(world, tenant);
  const running = (await allOrders(world, tenant))
    .map(({ doc }) => doc)
    .filter((order) => !isOver(order));
  if (running.length === 0) return null;
  const due = running.map(({ paidThroughAt }) => paidThroughAt + CHARGE_LATE_MS);
  const turn = billing.reconciledAt + RECONCILE_EVERY_MS;
  return Math.min(turn, ...due.filter((at) => at > now));
}
