import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../../api/kernel/time.ts';
import { until } from '../notifications/telling.ts';
import { at, NORTHWIND, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld();
  await world.synced();
});
afterAll(() => world.stop());

interface Told {
  readonly items: readonly { readonly kind: string; readonly announcedAt: string }[];
}

const warnings = async () => {
  const { body } = await world.api('owner').get<Told>('/api/notifications');
  return body.items.filter(({ kind }) => kind === 'deleted-users-purge-soon');
};

const remove = async (...places: number[]): Promise<void> => {
  const { body } = await world.agent.post(at('/deletions'), { userIds: places.map(world.userAt) });
  expect(await world.ended(body['id'])).toMatchObject({ state: 'succeeded' });
};

test('whoever has deleted users is told 7 days before they are gone for good, once and of those who still are', async () => {
  const startedAtMs = Date.now();
  const userIds = [1, 2, 3, 4].map((place) => world.userAt(place));
  const { body } = await world.agent.post(at('/deletions'), { userIds: userIds.slice(0, 3) });
  expect(await world.ended(body['id'])).toMatchObject({ state: 'succeeded' });
  const deletedAt = world.world().clock.now();
  const restored = await world.agent.post(at('/deleted-users/restorations'), {
    users: [{ userId: userIds[0] }],
  });
  expect(await world.ended(restored.body['id'])).toMatchObject({ state: 'succeeded' });

  await world.advance('P22DT20H');
  await remove(5);
  await wait(100);
  expect(await warnings()).toEqual([]);
  for (let hour = 0; hour < 5 && (await warnings()).length === 0; hour += 1) {
    await world.advance('PT1H');
    await wait(150);
  }
  await until(async () => (await warnings()).length > 0);
  const told = await warnings();
  expect(told).toMatchObject([
    {
      person: { id: world.persona('partnerAgent').objectId },
      data: { customerId: NORTHWIND, customerName: 'Northwind', users: 2 },
    },
  ]);
  const [warning] = told;
  const early = deletedAt + 23 * DAY_MS - Date.parse(warning?.announcedAt ?? '');
  // The clock of the world goes on while the test runs, however long that takes.
  const tookMs = Date.now() - startedAtMs;
  expect(Math.abs(early)).toBeLessThanOrEqual(HOUR_MS + tookMs);

  for (let day = 0; day < 3; day += 1) {
    await world.advance('P1D');
    await wait(100);
  }
  expect(await warnings()).toHaveLength(1);
});
