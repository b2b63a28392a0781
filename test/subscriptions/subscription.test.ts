import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';

describe.each([1, 4])('the subscription information over %i buckets', (buckets) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await startWorld({ buckets });
    await world.synced();
  });
  afterAll(() => world.stop());

  test('of a tenant that has activated nothing is a Trial without limit (AC-1, G-1, L-35)', async () => {
    const { status, body } = await world.api('owner').get('/api/subscription');
    expect(status).toBe(200);
    expect(body).toEqual({
      plan: 'seats',
      account: { state: 'Trial', reason: null, subdomain: 'contoso', region: 'US' },
      learning: 'open',
      seats: {
        purchased: 0,
        received: 0,
        shared: 0,
        reserved: 0,
        capacity: null,
        used: 0,
        remaining: null,
        availableForSharing: 0,
        freeing: 0,
      },
      term: null,
      grace: null,
      graces: [],
      forecast: null,
      subscriptions: [],
    });
  });

  test('counts a learner once, in the tenant and in each catalog', async () => {
    const owner = world.api('owner');
    const personIds = (['learner', 'lmsAdmin', 'catalogAdmin'] as const).map(
      (name) => world.persona(name).objectId,
    );
    const catalogIds: string[] = [];
    for (const name of ['Safety', 'Sales']) {
      const catalog = await owner.post<{ id: string }>('/api/catalogs', { name });
      catalogIds.push(catalog.body.id);
      for (const course of ['A', 'B']) {
        const made = await owner.post<{ id: string }>(`/api/catalogs/${catalog.body.id}/courses`, {
          name: course,
        });
        const whom = { personIds: name === 'Safety' ? personIds : personIds.slice(0, 1) };
        await owner.post(`/api/courses/${made.body.id}/enrolments`, whom);
      }
    }
    const { body } = await owner.get('/api/subscription');
    expect(body).toMatchObject({ seats: { used: 3, remaining: null } });
    const [safety, sales] = await Promise.all(
      catalogIds.map((id) => owner.get(`/api/catalogs/${id}/subscription`)),
    );
    expect(safety?.body).toMatchObject({ catalogId: catalogIds[0], used: 3, seats: { used: 3 } });
    expect(sales?.body).toMatchObject({ catalogId: catalogIds[1], used: 1, seats: { used: 3 } });
  });
});
