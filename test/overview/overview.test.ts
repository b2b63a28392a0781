import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OverviewShape } from '../../api/overview/contract.ts';
import { startWorld, type Api, type TestWorld } from '../world.ts';

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';

describe('what an administrator looks at first', () => {
  let world: TestWorld;
  let admin: Api;

  beforeAll(async () => {
    world = await startWorld({
      tenants: [
        { id: TENANT, name: 'Contoso', users: 12 },
        { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Fabrikam' },
      ],
    });
    await world.synced();
    admin = world.api('owner');
    const { body: people } = await admin.get<{ items: { id: string; account: string }[] }>(
      '/api/people',
    );
    const enabled = people.items.filter(({ account }) => account === 'enabled');
    const catalog = await admin.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const course = await admin.post<{ id: string }>(`/api/catalogs/${catalog.body.id}/courses`, {
      name: 'Fire',
    });
    await admin.post(`/api/courses/${course.body.id}/enrolments`, {
      personIds: enabled.slice(0, 3).map(({ id }) => id),
    });
  });
  afterAll(() => world.stop());

  test('one answer holds what the routes of each subject answer', async () => {
    const { body } = await admin.get<OverviewShape>('/api/overview');
    const subscription = await admin.get('/api/subscription');
    const changes = await admin.get(`/api/seat-changes?since=${body.changesSince}`);
    expect(body.subscription).toEqual(subscription.body);
    expect(body.subscription.seats.used).toBe(3);
    expect(body.changes).toEqual(changes.body);
    expect(body.sync.lastSuccessAt).not.toBeNull();
  });

  test("yesterday is that of the service, whose clock may be another than the reader's", async () => {
    const { body } = await admin.get<OverviewShape>('/api/overview');
    const today = body.asOf.slice(0, 10);
    expect(body.changesSince).toBe(
      new Date(Date.parse(`${today}T00:00:00Z`) - 24 * 60 * 60 * 1_000).toISOString(),
    );
  });
});
