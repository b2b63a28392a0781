import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { placeOrder } from '../../api/orders/actions/place.ts';
import { allOrders, paymentsOf } from '../../api/orders/actions/reading.ts';
import type { Store } from '../../api/ports/store.ts';
import { card, CONTACT, GOOD } from './buying.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(1);
});
afterEach(() => shop.close());

/** A paid checkout, of which nothing was told yet. */
async function paid(): Promise<void> {
  const { cloud, tenant } = shop;
  const { sessionId } = await placeOrder(
    shop.process(null),
    tenant,
    { personId: newId(), actId: newId() },
    { seats: 10, country: 'US', contact: CONTACT },
  );
  const session = cloud.fastSpring.book.sessions.get(sessionId ?? '');
  if (session === undefined) throw new Error('There is no checkout.');
  cloud.fastSpring.buy(session, card(GOOD));
  shop.listen();
}

/** A process that counts what it asks its store, and can be cut off from writing. */
function counting() {
  const world = shop.process(null);
  const seen = { reads: 0, commits: 0, isCutOff: false };
  const store: Store = {
    ...world.store,
    read(partition, kind, key) {
      seen.reads++;
      return world.store.read(partition, kind, key);
    },
    async commit(...given) {
      if (seen.isCutOff) throw new Error('The store does not answer.');
      seen.commits++;
      return world.store.commit(...given);
    },
  };
  return { mine: { ...world, store }, seen };
}

test('B-8: an event that comes again soon is known without a question to the store', async () => {
  await paid();
  const { mine, seen } = counting();
  await shop.bring(mine, shop.untold);
  const before = { ...seen };
  expect(before.commits).toBeGreaterThan(0);
  for (let time = 0; time < 3; time++) await shop.bring(mine, shop.untold);
  expect(seen).toEqual(before);
});

test('B-8: an event whose commit failed is taken when it comes again', async () => {
  await paid();
  const { mine, seen } = counting();
  seen.isCutOff = true;
  await expect(shop.bring(mine, shop.untold)).rejects.toThrow('The store does not answer.');
  seen.isCutOff = false;
  for (let time = 0; time < 2; time++) await shop.bring(mine, shop.untold);
  const [order] = await allOrders(mine, shop.tenant);
  expect(order?.doc.seats).toBe(10);
  expect(await paymentsOf(mine, shop.tenant, order?.doc.orderId ?? '')).toHaveLength(1);
});
