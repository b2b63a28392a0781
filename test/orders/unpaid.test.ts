import { afterEach, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { placeOrder, returnFrom } from '../../api/orders/actions/place.ts';
import { allOrders, readBilling } from '../../api/orders/actions/reading.ts';
import { nextStep } from '../../api/orders/rules/billing.ts';
import { cardIn } from '../../local/fastspring/cards.ts';
import { CONTACT, EXPIRING } from './buying.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop | null = null;
afterEach(async () => {
  await shop?.close();
  shop = null;
});

test('B-7: reminders of an account that ended unpaid are told once they are due, also where only the judging of its limit found that it ended', async () => {
  shop = await openShop(1);
  const { cloud, tenant } = shop;
  const { book } = cloud.fastSpring;
  const world = shop.process(null);
  const { checkoutId, sessionId } = await placeOrder(
    world,
    tenant,
    { personId: newId(), actId: newId() },
    { seats: 10, country: 'US', contact: CONTACT },
  );
  const session = book.sessions.get(sessionId ?? '');
  const card = cardIn(EXPIRING, '12/31');
  if (session === undefined || typeof card === 'string') throw new Error('Nothing to buy with.');
  cloud.fastSpring.buy(session, card);
  await returnFrom(world, tenant, checkoutId);
  for (const duration of ['P1M', 'P6D', 'P1M', 'P1M']) {
    cloud.clock.advance(duration);
    await shop.runDue(world);
    const { account, billing } = await readBilling(world, tenant);
    const orders = (await allOrders(world, tenant)).map(({ doc }) => doc);
    const next = nextStep(account.doc, billing, orders);
    expect(next?.at ?? Infinity).toBeGreaterThan(cloud.clock.now());
  }
  const { account, billing } = await readBilling(world, tenant);
  expect(account.doc).toMatchObject({ state: 'Inactive', reason: 'payment' });
  expect(billing.unpaid?.reminded).toEqual([7, 21]);
});
