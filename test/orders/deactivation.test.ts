import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { buy, EXPIRING, fillIn, GOOD, orderOf, pass, place, settled, standing } from './buying.ts';

interface Shown {
  readonly accessUntil: string;
  readonly accountState: string;
  readonly orders: readonly {
    readonly endsAtOnce: boolean;
    readonly monthsLeft: number;
    readonly fee: { readonly amountMinor: number };
  }[];
  readonly fees: readonly { readonly amountMinor: number }[];
  readonly code?: string;
}

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const owner = () => world.api('owner');
const preview = async (): Promise<Shown> =>
  (await owner().post<Shown>('/api/account/deactivation?preview=true', {})).body;
async function deactivate(): Promise<Shown> {
  const { body } = await owner().get<{ subdomain: string }>('/api/account');
  const done = await owner().post<Shown>('/api/account/deactivation?preview=false', {
    confirmation: body.subdomain,
  });
  await settled(world);
  return done.body;
}
const reminders = (): number =>
  world.cloud.mailbox.mails().filter(({ subject }) => subject.startsWith('Revive')).length;

describe('OR-42, B-6: the early-termination fee', () => {
  test('10 seats, effective after month 5: 14,000 cents, charged once when it takes effect', async () => {
    const id = await buy(world, 10);
    await pass(world, 'P1M', 4);
    expect(await preview()).toMatchObject({
      orders: [{ monthsLeft: 7, fee: { amountMinor: 14_000 } }],
      fees: [{ amountMinor: 14_000 }],
    });
    await deactivate();
    expect(await orderOf(world, id)).toMatchObject({
      state: 'Canceled initiated',
      nextChargeOn: null,
      termination: { feeState: 'due' },
    });
    await pass(world, 'P1M');
    await pass(world, 'P1D');
    const order = await orderOf(world, id);
    expect(order).toMatchObject({
      state: 'Canceled',
      givesSeats: false,
      termination: { feeState: 'charged' },
    });
    const fees = order.payments.filter(({ kind }) => kind === 'termination-fee');
    expect(fees).toMatchObject([{ net: { amountMinor: 14_000 }, gave: null }]);
    expect(order.payments).toHaveLength(6);
    await pass(world, 'P2D', 2);
    expect((await orderOf(world, id)).payments).toHaveLength(6);
  });

  test('that is declined is told once, tried again each day, and charged by a new card', async () => {
    const id = await buy(world, 10, EXPIRING);
    await deactivate();
    const subjects = (about: string) =>
      world.cloud.mailbox
        .mails()
        .filter(({ subject }) => subject === `The fee for ending an order early was ${about}`);
    await pass(world, 'P1M');
    await pass(world, 'P1D', 4);
    const order = await orderOf(world, id);
    expect(order).toMatchObject({
      state: 'Canceled',
      termination: { fee: { amountMinor: 22_000 }, feeState: 'declined' },
    });
    expect(order.payments).toHaveLength(1);
    const told = subjects('declined').flatMap(({ to }) => to.map(({ address }) => address));
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told).size).toBe(told.length);

    const path = `/api/orders/${id}/payment-method`;
    const { status, body } = await owner().patch<{ url: string }>(path);
    expect(status).toBe(200);
    expect(await fillIn(body.url, GOOD)).toBe(200);
    await pass(world, 'P1D', 2);
    const paid = await orderOf(world, id);
    expect(paid.termination?.feeState).toBe('charged');
    expect(paid.payments.filter(({ kind }) => kind === 'termination-fee')).toMatchObject([
      { net: { amountMinor: 22_000 } },
    ]);
    expect(subjects('charged').length).toBe(subjects('declined').length);
    expect((await owner().patch(path)).status).toBe(409);
  });

  test('40 seats after month 1: 88,000 cents', async () => {
    await buy(world, 40);
    expect(await preview()).toMatchObject({
      orders: [{ monthsLeft: 11, fee: { amountMinor: 88_000 } }],
    });
  });

  test('after month 12: 0', async () => {
    await buy(world, 10);
    await pass(world, 'P1M', 11);
    expect(await preview()).toMatchObject({ orders: [{ monthsLeft: 0, fee: { amountMinor: 0 } }] });
  });
});

describe('OR-23, OR-40, AC-8, B-1: deactivation', () => {
  test('AC-6, AC-7: Active, Activation required until the last paid day, Trial for 30 days with three reminders, Inactive', async () => {
    await buy(world, 10);
    await deactivate();
    expect(await standing(world)).toEqual({
      state: 'Activation required',
      reason: 'deactivated',
      capacity: 10,
    });
    await pass(world, 'P20D');
    expect(await standing(world)).toMatchObject({ state: 'Activation required', capacity: 10 });
    await pass(world, 'P12D');
    expect(await standing(world)).toEqual({
      state: 'Trial',
      reason: 'deactivated',
      capacity: null,
    });
    await pass(world, 'P15D');
    expect(reminders()).toBe(2);
    await pass(world, 'P12D');
    expect(reminders()).toBe(3);
    await pass(world, 'P5D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'deactivated' });
    expect(reminders()).toBe(3);
    expect((await world.api('globalAdmin').get('/api/orders')).body['code']).toBe(
      'account-inactive',
    );
    expect((await owner().get('/api/orders')).status).toBe(200);
  });

  test('the same in one jump of the clock', async () => {
    await buy(world, 10);
    await deactivate();
    await pass(world, 'P100D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'deactivated' });
    expect(reminders()).toBe(3);
  });

  test('B-3: says of an order whose payment is missing that its seats end at once', async () => {
    await buy(world, 10);
    await buy(world, 5, EXPIRING);
    await pass(world, 'P1M');
    await pass(world, 'P1D');
    expect((await preview()).orders.map(({ endsAtOnce }) => endsAtOnce).sort()).toEqual([
      ...[false, true],
    ]);
    await deactivate();
    expect(await standing(world)).toMatchObject({ state: 'Activation required', capacity: 10 });
  });

  test('OR-40: ends also an order that was bought and not told yet', async () => {
    await buy(world, 10);
    const { webhooks } = world.cloud.fastSpring;
    webhooks.hold();
    const { body } = await place(owner(), 5);
    await fillIn(body.checkoutUrl ?? '', GOOD);
    expect((await preview()).orders).toHaveLength(2);
    await deactivate();
    await webhooks.release();
    await settled(world);
    expect(await orderOf(world, body.id)).toMatchObject({ state: 'Canceled initiated' });
    expect(await standing(world)).toEqual({
      ...{ state: 'Activation required', reason: 'deactivated', capacity: 15 },
    });
  });

  test('is confirmed by the account’s name, typed', async () => {
    await buy(world, 10);
    for (const confirmation of [undefined, '', 'CONTOSO!']) {
      const { status, body } = await owner().post('/api/account/deactivation?preview=false', {
        confirmation,
      });
      expect(status).toBe(400);
      expect(body['errors']).toMatchObject([{ path: '/confirmation' }]);
    }
    expect(await standing(world)).toMatchObject({ state: 'Active' });
  });

  test('B-3: is taken back while orders wait for their end, at no fee, and charging goes on', async () => {
    const id = await buy(world, 10);
    await deactivate();
    const back = await owner().post('/api/account/reactivation');
    await settled(world);
    expect(back.body).toMatchObject({ accountState: 'Active', orders: [{ id, state: 'Active' }] });
    await pass(world, 'P32D');
    const order = await orderOf(world, id);
    expect(order).toMatchObject({ state: 'Active', termination: null });
    expect(order.payments).toHaveLength(2);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
  });

  test('B-3: later it takes a new order, a key or accepted seats', async () => {
    await buy(world, 10);
    await deactivate();
    await pass(world, 'P33D');
    const late = await owner().post('/api/account/reactivation');
    expect([late.status, late.body['code']]).toEqual([409, 'cannot-reactivate']);
    await buy(world, 3);
    expect(await standing(world)).toEqual({ state: 'Active', reason: null, capacity: 3 });
    await deactivate();
    await pass(world, 'P100D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive' });
    const { key } = await issue(world);
    expect((await activate(owner(), key)).status).toBe(200);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 50 });
  });

  test('OR-41, B-11: an account with keys only is sent to the support contact', async () => {
    const { key } = await issue(world);
    await activate(owner(), key);
    const { status, body } = await owner().post('/api/account/deactivation?preview=true', {});
    expect([status, body['code'], body['seatsContact']]).toEqual([
      409,
      'keys-only',
      'licenses@headcount.example',
    ]);
  });

  test('OR-52: keys and orders add up', async () => {
    await buy(world, 10);
    for (const seats of [5, 7]) await activate(owner(), (await issue(world, { seats })).key);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 22 });
  });

  test('A-4: a key of the other plan is refused while orders run', async () => {
    await buy(world, 10);
    const { key } = await issue(world, { plan: 'mau' });
    expect((await activate(owner(), key)).body['code']).toBe('plan-clash');
  });
});
