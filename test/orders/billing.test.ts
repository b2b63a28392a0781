import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { activate, issue } from '../subscriptions/activating.ts';
import { startLearningWorld, type LearningWorld } from '../catalogs/learning-world.ts';
import { buy, EXPIRING, orderOf, pass, place, settled, standing } from './buying.ts';

interface ShownBilling {
  readonly registrations: {
    readonly available: number | null;
    readonly registered: number;
    readonly remaining: number | null;
  };
  readonly cardOrders: { readonly seatsMin: number; readonly seatsMax: number };
  readonly chain: { readonly accessUntil: string } | null;
}
interface ShownSource {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly countsThroughOn: string | null;
}

let world: LearningWorld;
beforeEach(async () => {
  world = await startLearningWorld(1, 200);
});
afterEach(() => world.stop());

const owner = () => world.api('owner');
const billing = async (): Promise<ShownBilling> =>
  (await owner().get<ShownBilling>('/api/billing')).body;
const subscription = async () =>
  (
    await owner().get<{ term: { endsOn: string } | null; subscriptions: readonly ShownSource[] }>(
      '/api/subscription',
    )
  ).body;
async function deactivate(): Promise<void> {
  const { body } = await owner().get<{ subdomain: string }>('/api/account');
  const confirmation = body.subdomain;
  await owner().post('/api/account/deactivation?preview=false', { confirmation });
  await settled(world);
}

describe('OR-6: the user registrations', () => {
  test('are the seats of all orders, who counts, and what is left; OR-7, B-4: what is left never limits an order', async () => {
    expect((await billing()).registrations).toMatchObject({ available: null, remaining: null });
    await buy(world, 150);
    await buy(world, 25);
    const learners = world.people.slice(0, 129);
    await world.enrol(await world.newCourse(await world.newCatalog()), learners);
    const { registrations, cardOrders } = await billing();
    expect(registrations).toEqual({ available: 175, registered: 129, remaining: 46 });
    expect(cardOrders).toMatchObject({ seatsMin: 1, seatsMax: 3_500 });
    expect((await place(owner(), 47)).status).toBe(201);
    expect((await place(owner(), 1)).status).toBe(201);
  });
});

describe('The subscriptions of an account that buys by card', () => {
  test('OR-54: an order renews by itself; once it ends, its last day is the last one that is paid', async () => {
    const id = await buy(world, 10);
    const before = await subscription();
    const [running] = before.subscriptions;
    expect(running).toMatchObject({ id, countsThroughOn: null });
    expect(before.term?.endsOn).toBe(running?.endsOn);
    await deactivate();
    const { paidThroughOn } = await orderOf(world, id);
    const after = await subscription();
    expect(after.subscriptions).toMatchObject([
      { id, endsOn: paidThroughOn, countsThroughOn: paidThroughOn },
    ]);
    expect(after.term?.endsOn).toBe(paidThroughOn);
    expect(Date.parse(paidThroughOn)).toBeLessThan(Date.parse(running?.endsOn ?? ''));
  });

  test('B-7: of one whose payment is missing, the last day is that on which its seats go', async () => {
    const id = await buy(world, 10, EXPIRING);
    await pass(world, 'P32D');
    const { problem } = await orderOf(world, id);
    const lastDay = new Date(Date.parse(problem?.seatsEndAt ?? '') - 1).toISOString().slice(0, 10);
    expect((await subscription()).subscriptions).toMatchObject([
      { endsOn: lastDay, countsThroughOn: lastDay },
    ]);
  });

  test('OR-54, G-4: what a key gave counts for 14 days beyond its last day', async () => {
    await activate(owner(), (await issue(world)).key);
    const [source] = (await subscription()).subscriptions;
    const days = Date.parse(source?.countsThroughOn ?? '') - Date.parse(source?.endsOn ?? '');
    expect(days / 86_400_000).toBe(14);
  });
});

test('B-1, AC-10: what follows a deactivation is told until the account works again', async () => {
  await buy(world, 10);
  await deactivate();
  expect((await billing()).chain).not.toBeNull();
  await pass(world, 'P33D');
  expect(await standing(world)).toMatchObject({ state: 'Trial', reason: 'deactivated' });
  expect((await billing()).chain).not.toBeNull();
  await buy(world, 3);
  expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 3 });
  expect((await billing()).chain).toBeNull();
});
