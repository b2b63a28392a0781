import { afterEach, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { notices } from '../../api/notifications/kinds.ts';
import { placeOrder, returnFrom } from '../../api/orders/actions/place.ts';
import { allOrders, readBilling } from '../../api/orders/actions/reading.ts';
import { nextStep } from '../../api/orders/rules/billing.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { cardIn } from '../../local/fastspring/cards.ts';
import { CONTACT, EXPIRING } from './buying.ts';
import { runOf } from './run-of-turns.ts';
import { openShop, type Shop } from './shop.ts';
import type { Act, Turn } from './turns.ts';

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

test('B-3, B-7: a payment that is missing still when a deactivation is taken back is told anew, under another occasion', async () => {
  shop = await openShop(1);
  const run = runOf(shop);
  const turn = (act: Act, death: Turn['death'] = null): Promise<void> =>
    run.turn({ act, death, isAskedAgain: true });
  await turn({ act: 'buy', seats: 10, isGood: false, pays: true });
  await turn({ act: 'pass', duration: 'P1M' });
  // The failure is heard of by the process that dies, and the provider of the end by the one after it.
  await turn({ act: 'deactivate' }, { atCommit: 3, when: 'before' });
  await turn({ act: 'reactivate' });
  await turn({ act: 'come-back' });
  await turn({ act: 'bring', count: 1, isReversed: false, isApart: false, times: 1 });
  const told = await allOf(shop.process(null).store, rootOf(shop.tenant.tenantId), notices, 'open');
  expect(told.map(({ doc }) => doc.notice.what)).toEqual([
    ...['order-confirmed', 'payment-failed', 'account-deactivated'],
    ...['account-reactivated', 'payment-failed'],
  ]);
});
