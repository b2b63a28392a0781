import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await world.synced();
});
afterAll(() => world.stop());

const activityOf = (personId: string, id = 'one') => ({
  ...{ id, personId, kind: 'course-consumed' },
  at: new Date(world.world().clock.now()).toISOString(),
});

describe('Activities that are refused', () => {
  test.each([
    ['no list', {}],
    ['an empty list', []],
    ['a list of rubbish', ['x']],
    ['an instant that is none', [{ id: 'a', personId: 'b', kind: 'visited', at: 'soon' }]],
  ])('%s: the answer names the fields, and nothing is taken', async (_, body) => {
    const reply = await world.api('owner').post('/api/activities', body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(reply.body['errors']).not.toEqual([]);
  });

  test('more than 1,000 at once', async () => {
    const { objectId } = world.persona('learner');
    const many = Array.from({ length: 1_001 }, (__, nth) => activityOf(objectId, `many/${nth}`));
    const reply = await world.api('owner').post('/api/activities', many);
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    const usage = await world.api('owner').get('/api/usage');
    expect(usage.body).toMatchObject({ used: 0 });
  });

  test('of another tenant’s person: as of somebody whom nobody knows (A-3)', async () => {
    const given = [activityOf(world.persona('peerAdmin').objectId)];
    const reply = await world.api('owner').post('/api/activities', given);
    expect(reply).toMatchObject({
      status: 200,
      body: { results: [{ id: 'one', outcome: 'refused', code: 'person-unknown' }] },
    });
  });

  test.each(['2026-13', 'x', '1999-01'])(
    'MAU-16 a period that there is not: %s',
    async (period) => {
      const reply = await world.api('owner').get(`/api/usage?period=${period}`);
      expect(reply).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    },
  );
});
