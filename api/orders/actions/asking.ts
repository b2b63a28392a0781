import { tell } from '../../audit/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { checkouts } from '../kinds.ts';
import type { Checkout, Order } from '../rules/order.ts';
import { takeWord } from './take.ts';

/** Asks the provider how an order stands now, and takes its word. */
export async function askAbout(
  world: World,
  tenant: Tenant,
  { orderId, subscriptionId }: Pick<Order, 'orderId' | 'subscriptionId'>,
): Promise<void> {
  const truth = await world.payments?.truthOf(subscriptionId);
  if (truth == null || truth.subscription.orderId !== orderId) return;
  await takeWord(world, tenant, { ...truth, orderId, event: null });
}

/** Asks whether something was bought in a checkout, and takes that. */
export async function askBought(
  world: World,
  tenant: Tenant,
  { checkoutId, sessionId }: Checkout,
): Promise<void> {
  if (sessionId === null) return;
  const subscriptionId = (await world.payments?.boughtIn(sessionId)) ?? null;
  if (subscriptionId !== null)
    await askAbout(world, tenant, { orderId: checkoutId, subscriptionId });
}

/**
 * Takes what was bought in checkouts that are open and was not told yet, so that who ends the account ends all of it. A
 * provider that does not answer ends nothing of that: its word will come.
 */
export async function askAllBought(world: World, tenant: Tenant): Promise<void> {
  for (const { doc } of await allOf(world.store, rootOf(tenant.tenantId), checkouts, 'open'))
    await askBought(world, tenant, doc).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'payments-unavailable') throw error;
    });
}

/**
 * Looks at the checkouts that are open: what was bought in them is taken, those whose time is over are abandoned.
 * @returns when the next one's time is over; null where none is open
 */
export async function mindCheckouts(world: World, tenant: Tenant): Promise<Instant | null> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  for (const { doc } of await allOf(store, root, checkouts, 'open')) {
    await askBought(world, tenant, doc);
    const held = await store.read(root, checkouts, { checkoutId: doc.checkoutId });
    if (held?.doc.state !== 'open' || held.doc.expiresAt > clock.now()) continue;
    const { checkoutId } = doc;
    await store.commit(root, [
      replace(
        checkouts,
        { ...held.doc, state: 'abandoned', url: null, openUntil: null },
        held.version,
      ),
      tell({ personId: null, actId: newId() }, clock.now(), 'checkout-abandoned', { checkoutId }),
    ]);
  }
  const next = await store.list(root, checkouts, 'open', { limit: 1 });
  return next.items[0]?.doc.openUntil ?? null;
}
