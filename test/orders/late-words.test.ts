import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import { absorbed, type ToldSubscription } from '../../api/orders/rules/absorb.ts';
import { factOf, nextStep, NO_BILLING, withPaidOn } from '../../api/orders/rules/billing.ts';
import { givesUntil, terminationOf, type Order } from '../../api/orders/rules/order.ts';
import type { Account } from '../../api/subscriptions/rules.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { buy, EXPIRING, fillIn, GOOD, orderOf, pass, settled, standing } from './buying.ts';

const BEGAN = Date.UTC(2026, 0, 1);
/** The first day of the nth month after the first one. */
const month = (nth: number): number => Date.UTC(2026, nth, 1);
const USD = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

const ORDER: Order = {
  ...{ orderId: 'order', subscriptionId: 'subscription', accountId: 'account', state: 'Active' },
  ...{ seats: 10, unitPrice: USD(400), country: 'US', address: null, createdBy: null },
  contact: { firstName: 'A', lastName: 'B', email: 'a@b.example', company: 'C', telephone: null },
  ...{ beganAt: BEGAN, newest: -BEGAN, paidThroughAt: month(1), card: null, problem: null },
  ...{ reminded: [], termination: null, wish: null, asOf: BEGAN, doubtSince: null },
};

const overdueSince = (at: number): ToldSubscription => ({
  ...{ subscriptionId: 'subscription', accountId: 'account', state: 'overdue', seats: 10 },
  ...{ unitPrice: USD(400), beganAt: BEGAN, nextChargeAt: at, changedAt: at, card: null },
});

const paidFor = (nth: number) => ({
  ...{ paymentId: `month ${nth}`, orderId: 'order', kind: 'charge' as const, at: month(nth) },
  ...{ net: USD(4_000), tax: USD(0), total: USD(4_000), seats: 10 },
  ...{ periodFrom: month(nth), periodThrough: month(nth + 1), eventId: null, invoiceUrl: null },
});

describe('What orders and accounts come to by words that are told late', () => {
  test('B-7: an order whose next payment is missing gives seats for 30 days from then, and its account is at work', () => {
    const first = absorbed(ORDER, overdueSince(month(1)), [], 'declined').order;
    expect(factOf(first, month(1) + 40 * DAY_MS)).toBeNull();
    const { order, moves } = absorbed(first, overdueSince(month(3)), [], 'expired-card');
    expect(moves).toEqual([]);
    expect(order.problem).toEqual({ reason: 'expired-card', since: month(3) });
    expect(givesUntil(order)).toBe(month(3) + 30 * DAY_MS);
    expect(factOf(order, month(3))).toBe('order-confirmed');
  });

  test('B-7: each missing payment is reminded of twice, and what is missing still no third time', () => {
    const suspended = absorbed(ORDER, overdueSince(month(1)), [], 'declined').order;
    const account = { state: 'Active', reason: null } as Account;
    const nextAt = (order: Order) => nextStep(account, NO_BILLING, [order])?.at;
    const reminded = { ...suspended, reminded: [month(1) + 7 * DAY_MS] };
    expect(nextAt(suspended)).toBe(month(1) + 7 * DAY_MS);
    expect(nextAt(reminded)).toBe(month(1) + 21 * DAY_MS);
    // A deactivation that is taken back says active before it says what is missing.
    const back: Order = { ...reminded, state: 'Active', problem: null };
    const stillMissing = { ...overdueSince(month(1)), changedAt: month(2) };
    expect(nextAt(absorbed(back, stillMissing, [], 'declined').order)).toBe(month(1) + 21 * DAY_MS);
    expect(nextAt(absorbed(back, overdueSince(month(3)), [], 'declined').order)).toBe(
      month(3) + 7 * DAY_MS,
    );
  });

  const ending = (): Order => {
    const { effectiveAt, monthsLeft, fee } = terminationOf(ORDER);
    const termination = { askedAt: month(1), effectiveAt, monthsLeft, fee, feeState: 'due' };
    return { ...ORDER, state: 'Canceled initiated', termination, wish: 'cancel' } as Order;
  };
  const canceledAt = (at: number): ToldSubscription => ({
    ...overdueSince(at),
    state: 'canceled',
  });

  test('B-6: a month that was paid and told late leaves a month less to pay half of', () => {
    const before = ending();
    expect(before.termination).toMatchObject({ monthsLeft: 11, fee: USD(22_000) });
    const { order } = absorbed(before, canceledAt(month(1)), [paidFor(1)], null);
    expect(order.termination).toMatchObject({
      ...{ effectiveAt: month(2), monthsLeft: 10, fee: USD(20_000), feeState: 'due' },
    });
    expect(factOf(order, month(1))).toBe('order-paid-on');
  });

  test('B-6: the fee never becomes more than was shown, nor another one once it is charged', () => {
    const free = {
      ...{ ...ending(), paidThroughAt: month(12) },
      termination: {
        ...{ askedAt: month(12), effectiveAt: month(12), monthsLeft: 0, fee: USD(0) },
        feeState: 'none' as const,
      },
    };
    const { order } = absorbed(free, canceledAt(month(12)), [paidFor(12)], null);
    expect(order.termination).toMatchObject({ effectiveAt: month(13), fee: USD(0) });
    const before = ending();
    const charged = { ...before, termination: { ...before.termination, feeState: 'charged' } };
    const { termination } = absorbed(
      charged as Order,
      canceledAt(month(1)),
      [paidFor(1)],
      null,
    ).order;
    expect(termination).toEqual(charged.termination);
  });

  test('B-1: what is paid for longer lengthens the way to the end, with no reminder more', () => {
    const account = { state: 'Activation required', reason: 'deactivated' } as Account;
    const order = { ...ending(), paidThroughAt: month(2) };
    const chain = { askedAt: month(1), accessUntil: month(1), reminded: [1] };
    expect(withPaidOn({ ...NO_BILLING, chain }, account, order).chain).toEqual({
      ...{ askedAt: month(1), accessUntil: month(2), reminded: [1] },
    });
    expect(withPaidOn(NO_BILLING, account, order).chain?.reminded).toEqual([1, 15, 27]);
    const other = { ...account, state: 'Active', reason: null } as Account;
    expect(withPaidOn(NO_BILLING, other, order)).toBe(NO_BILLING);
  });
});

describe('Words of the provider that are told late, through the API', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const owner = () => world.api('owner');

  /** Changes the card on the provider's page. */
  const useCard = async (orderId: string, card: string): Promise<void> => {
    const { body } = await owner().patch<{ url: string }>(`/api/orders/${orderId}/payment-method`);
    expect(await fillIn(body.url, card)).toBe(200);
  };

  test.each([false, true])(
    'B-7: missed payments that were paid, and the next failure, all told after the account ended unpaid, newest first: %s',
    async (reversed) => {
      const id = await buy(world, 10, EXPIRING);
      await pass(world, 'P65D');
      expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'payment' });

      const { webhooks } = world.cloud.fastSpring;
      webhooks.hold();
      await useCard(id, GOOD);
      await useCard(id, EXPIRING);
      await world.advance('P1M');
      await webhooks.release({ reversed, apart: true });
      await settled(world);

      const order = await orderOf(world, id);
      expect(order).toMatchObject({ state: 'Suspended', givesSeats: true });
      expect(await standing(world)).toEqual({ state: 'Active', reason: null, capacity: 10 });
      const failures = world.cloud.mailbox
        .mails()
        .filter(({ subject }) => subject.includes('Payment failed'));
      expect(new Set(failures.map(({ text }) => text)).size).toBe(2);

      await pass(world, 'P31D');
      expect(await standing(world)).toEqual({ state: 'Inactive', reason: 'payment', capacity: 0 });
      expect(await orderOf(world, id)).toMatchObject({ state: 'Suspended', givesSeats: false });
    },
  );

  test('B-1, B-6: a month that was charged right before a deactivation and told after it is used to its end, and lowers the fee', async () => {
    const id = await buy(world, 10);
    const { webhooks, book } = world.cloud.fastSpring;
    const [subscription] = book.subscriptions.values();
    const chargeAt = subscription?.next ?? 0;
    world.cloud.clock.moveTo(chargeAt - HOUR_MS);
    await settled(world);
    webhooks.hold();
    world.cloud.clock.moveTo(chargeAt + MINUTE_MS);
    expect((await orderOf(world, id)).payments).toHaveLength(1);
    const { body } = await owner().post<{ orders: { fee: { amountMinor: number } }[] }>(
      '/api/account/deactivation?preview=false',
      { confirmation: (await owner().get<{ subdomain: string }>('/api/account')).body.subdomain },
    );
    expect(body.orders.map(({ fee }) => fee.amountMinor)).toEqual([22_000]);
    await webhooks.release();
    await settled(world);
    expect(await standing(world)).toEqual({
      ...{ state: 'Activation required', reason: 'deactivated', capacity: 10 },
    });
    expect(await orderOf(world, id)).toMatchObject({
      ...{ state: 'Canceled initiated', givesSeats: true },
      termination: { monthsLeft: 10, fee: { amountMinor: 20_000 } },
    });
    await pass(world, 'P32D');
    expect(await standing(world)).toMatchObject({ state: 'Trial', reason: 'deactivated' });
    const ended = await orderOf(world, id);
    expect(ended).toMatchObject({ state: 'Canceled', termination: { feeState: 'charged' } });
    expect(
      ended.payments
        .filter(({ kind }) => kind === 'termination-fee')
        .map(({ net }) => net.amountMinor),
    ).toEqual([20_000]);
    expect(ended.payments).toHaveLength(3);
    await pass(world, 'P31D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'deactivated' });
  });
});
