import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { whatIfShape } from '../../api/what-if/contract.ts';
import { buy, pass } from '../orders/buying.ts';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const whatIf = async (query = '') =>
  (await world.api('owner').get<z.infer<typeof whatIfShape>>(`/api/billing/what-if${query}`)).body;

/** One person is active so many times on the day of the clock. */
async function learn(times: number): Promise<void> {
  const { objectId: personId } = world.persona('learner');
  const at = new Date(world.world().clock.now()).toISOString();
  const { status } = await world.api('owner').post(
    '/api/activities',
    Array.from({ length: times }, (_, nth) => ({
      ...{ id: `${at}-${nth}`, personId, kind: 'note-created', at },
    })),
  );
  expect(status).toBe(200);
}

test('nothing is known of a new account without orders, and nothing is made up', async () => {
  expect(await whatIf()).toEqual({ plans: null, ending: null });
});

test('B-6, M-1: the plans by what the account used, and the end now against at the renewal', async () => {
  await world.synced();
  const id = await buy(world, 10);
  for (let month = 0; month < 4; month++) {
    await learn(2);
    await pass(world, 'P1M');
  }
  const { plans, ending } = await whatIf('?activeUserPriceMinor=250');
  expect(ending).toMatchObject({
    orders: [{ id, seats: 10, monthsLeft: 7 }],
    today: { fees: [{ amountMinor: 14_000, currency: 'USD' }] },
    atRenewal: { charges: [{ amountMinor: 28_000 }] },
    saved: [{ amountMinor: 14_000 }],
  });
  expect(plans?.months.every(({ activeUsers }) => activeUsers === 1)).toBe(true);
  expect(plans?.months.length).toBeGreaterThanOrEqual(3);
  expect(plans).toMatchObject({
    ...{ isProjected: true, seats: 1, seatsAnnual: { amountMinor: 4_800 }, activeUsers: 12 },
    breakEven: { amountMinor: 400 },
    offered: { annual: { amountMinor: 3_000 }, cheaper: 'mau', difference: { amountMinor: 1_800 } },
  });
});

test.each(['1e3', '-1', '2.5', '', '99999999'])(
  'a price of %j minor units is refused, with the field',
  async (price) => {
    expect(await whatIf(`?activeUserPriceMinor=${price}`)).toMatchObject({
      code: 'invalid-input',
    });
  },
);
