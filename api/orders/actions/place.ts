import { tell } from '../../audit/actions.ts';
import { makeDue } from '../../due/actions.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { idFrom } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Payments } from '../../ports/payments.ts';
import { create, replace, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { sourcesOf } from '../../subscriptions/actions/sources.ts';
import { mayHavePlan } from '../../subscriptions/rules/activation.ts';
import { checkouts } from '../kinds.ts';
import { ORDERS } from '../rules/billing.ts';
import { orderBounds, ORDERS_LIVE_MAX, refuseRegion, refuseSeats } from '../rules/limits.ts';
import { isLive, type Checkout, type OrderContact } from '../rules/order.ts';
import { estimateOf } from '../rules/prices.ts';
import { allOrders, readBilling } from './reading.ts';
import { askBought } from './asking.ts';

/** The payment provider. @throws AppError `card-not-offered` where none is configured */
export function paymentsOfWorld({ payments }: Pick<World, 'payments'>): Payments {
  if (payments !== undefined) return payments;
  throw new AppError(
    'card-not-offered',
    'Seats cannot be bought by card here: no payment provider is configured. Ask for a purchase order instead: POST /api/purchase-orders.',
  );
}

/** What a card order asks for. */
export interface NewOrder {
  readonly seats: number;
  readonly country: string;
  readonly contact: OrderContact;
}

/** How long a checkout is open. */
const CHECKOUT_MS = DAY_MS;

async function checkOrder(world: World, tenant: Tenant, { seats }: NewOrder): Promise<void> {
  const { account, billing } = await readBilling(world, tenant);
  refuseRegion(account.doc.region);
  refuseSeats(seats, orderBounds(billing.hasOrdered));
  mayHavePlan('seats', await sourcesOf(world, tenant), world.clock.now());
  const live = (await allOrders(world, tenant)).filter(({ doc }) => isLive(doc));
  if (live.length < ORDERS_LIVE_MAX) return;
  throw new AppError(
    'card-not-offered',
    `The account has ${ORDERS_LIVE_MAX} running orders, the most there may be. Ask for a purchase order instead: POST /api/purchase-orders.`,
  );
}

/**
 * Places a card order: opens a checkout at the provider. Nothing is ordered before it is paid there (B-3). The same act
 * again gives the same checkout, so retries of one click make one order.
 * @throws AppError `card-not-offered`, `invalid-input`, `plan-clash`, `payments-unavailable`
 */
export async function placeOrder(
  world: World,
  tenant: Tenant,
  actor: Actor,
  wish: NewOrder,
): Promise<Checkout> {
  const { store, clock } = world;
  const payments = paymentsOfWorld(world);
  const root = rootOf(tenant.tenantId);
  const checkoutId = idFrom('order', tenant.tenantId, actor.actId);
  for (;;) {
    const held = await store.read(root, checkouts, { checkoutId });
    if (held === null) {
      await checkOrder(world, tenant, wish);
      const now = clock.now();
      const expiresAt = now + CHECKOUT_MS;
      const { price } = estimateOf(wish.seats, wish.country);
      const checkout: Checkout = {
        ...{ checkoutId, state: 'open', seats: wish.seats, country: wish.country },
        ...{ unitPrice: price, contact: wish.contact, sessionId: null, url: null },
        ...{ createdAt: now, createdBy: actor.personId, expiresAt, openUntil: expiresAt },
      };
      const { seats, country } = wish;
      await makeDue(world, ORDERS, tenant, expiresAt);
      await store.commit(root, [
        create(checkouts, checkout),
        tell(actor, now, 'checkout-opened', { checkoutId, seats, country }),
      ]);
      continue;
    }
    if (held.doc.sessionId !== null || held.doc.state !== 'open') return held.doc;
    const { seats, unitPrice, country, contact: buyer } = held.doc;
    const session = await payments.openCheckout({
      ...{ tenantId: tenant.tenantId, buckets: tenant.buckets, orderId: checkoutId },
      ...{ seats, unitPrice, country, buyer },
    });
    const { sessionId, url, expiresAt } = session;
    const opened = { ...held.doc, sessionId, url, expiresAt, openUntil: expiresAt };
    await makeDue(world, ORDERS, tenant, expiresAt);
    await store.commit(root, [replace(checkouts, opened, held.version)]);
  }
}

/**
 * How a checkout stands, for a buyer who comes back from it: where the provider's word has not come yet, it is asked.
 * @throws AppError `not-found`
 */
export async function returnFrom(
  world: World,
  tenant: Tenant,
  checkoutId: string,
): Promise<Checkout> {
  const root = rootOf(tenant.tenantId);
  const read = async (): Promise<Held<Checkout>> => {
    const held = await world.store.read(root, checkouts, { checkoutId });
    if (held === null) throw notFound('checkout');
    return held;
  };
  const { doc } = await read();
  if (doc.state === 'completed' || doc.sessionId === null) return doc;
  await askBought(world, tenant, doc);
  return (await read()).doc;
}
