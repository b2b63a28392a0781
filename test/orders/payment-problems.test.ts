import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';
import { buy, EXPIRING, fillIn, GOOD, orderOf, pass, settled, standing } from './buying.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const owner = () => world.api('owner');
const subjects = (): string[] => world.cloud.mailbox.mails().map(({ subject }) => subject);
const toOwner = (words: string): number =>
  world.cloud.mailbox
    .mails()
    .filter(
      ({ to, subject }) => to[0]?.name.startsWith('Olivia') === true && subject.includes(words),
    ).length;

describe('B-7: a payment that does not come', () => {
  test('OR-22: suspends the order, reminds on days 7 and 21, and on day 30 takes its seats and the account', async () => {
    const id = await buy(world, 10, EXPIRING);
    await pass(world, 'P32D');
    expect(await orderOf(world, id)).toMatchObject({
      state: 'Suspended',
      problem: { reason: 'expired-card' },
    });
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
    expect(toOwner('Payment failed')).toBe(1);
    await pass(world, 'P8D');
    expect(toOwner('still missing')).toBe(1);
    await pass(world, 'P14D');
    expect(toOwner('still missing')).toBe(2);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
    await pass(world, 'P10D');
    expect(await standing(world)).toEqual({ state: 'Inactive', reason: 'payment', capacity: 0 });
    expect(await orderOf(world, id)).toMatchObject({ state: 'Suspended', givesSeats: false });
    await pass(world, 'P8D');
    await pass(world, 'P15D');
    expect(toOwner('still inactive')).toBe(2);
    expect(subjects().filter((subject) => subject.includes('still missing'))).not.toHaveLength(0);
  });

  test('OR-31: a new valid payment method retries at once, also after the account has ended', async () => {
    const id = await buy(world, 10, EXPIRING);
    await pass(world, 'P65D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'payment' });
    const { status, body } = await owner().patch<{ url: string }>(
      `/api/orders/${id}/payment-method`,
    );
    expect(status).toBe(200);
    expect(await fillIn(body.url, GOOD)).toBe(200);
    await settled(world);
    expect(await standing(world)).toEqual({ state: 'Active', reason: null, capacity: 10 });
    const order = await orderOf(world, id);
    expect(order.state).toBe('Active');
    // Every month that was missed is paid, each once.
    expect(order.payments).toHaveLength(3);
  });

  test('only that order’s seats leave capacity where others give seats', async () => {
    await buy(world, 10);
    await buy(world, 5, EXPIRING);
    expect(await standing(world)).toMatchObject({ capacity: 15 });
    await pass(world, 'P32D');
    await pass(world, 'P31D');
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
  });

  test('an account of which nobody heard for months is where it would be had the clock gone step by step', async () => {
    await buy(world, 10, EXPIRING);
    await pass(world, 'P120D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'payment' });
    expect(toOwner('still missing')).toBe(2);
    expect(toOwner('still inactive')).toBe(2);
  });
});

describe('AC-2, B-5, L-46: renewal', () => {
  test('an order is charged every month and renews after twelve; every payment is linked to what it gave', async () => {
    const id = await buy(world, 10);
    await pass(world, 'P32D', 13);
    const order = await orderOf(world, id);
    expect(order.state).toBe('Active');
    expect(order.payments.length).toBeGreaterThanOrEqual(13);
    for (const payment of order.payments)
      expect(payment).toMatchObject({ net: { amountMinor: 4_000 }, gave: { seats: 10 } });
    const ends = order.payments.map(({ gave }) => gave?.through).slice(0, -1);
    const begins = order.payments.map(({ gave }) => gave?.from).slice(1);
    expect(ends).toEqual(begins);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
    expect(toOwner('Payment failed')).toBe(0);
  });
});
