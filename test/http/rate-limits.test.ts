import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({
    setUp: false,
    env: { RATE_LIMIT_PER_PERSON: '5', RATE_LIMIT_PER_ADDRESS: '3' },
  });
});
afterAll(() => world.stop());

const statusesOf = async (ask: () => Promise<{ status: number }>, times: number) => {
  const statuses: number[] = [];
  for (let nth = 0; nth < times; nth += 1) statuses.push((await ask()).status);
  return statuses;
};

describe('the rate limit', () => {
  test('counts each person alone, tells how many are left, and when to go on', async () => {
    const owner = world.api('owner');
    const first = await owner.get('/api/me');
    expect(first.headers.get('ratelimit')).toMatch(/^"person"; r=4; t=\d+$/);
    expect(await statusesOf(() => owner.get('/api/me'), 6)).toEqual([200, 200, 200, 200, 429, 429]);
    const refused = await owner.get('/api/me');
    expect(refused.body).toMatchObject({ code: 'too-many-requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await world.api('lmsAdmin').get('/api/me')).status).toBe(200);
    expect((await world.api('peerAdmin').get('/api/me')).status).toBe(200);
  });

  test('is stricter for an address that shows no good token, and does not touch those who do', async () => {
    const nobody = world.apiWith('Bearer rubbish');
    expect(await statusesOf(() => nobody.get('/api/me'), 5)).toEqual([401, 401, 401, 429, 429]);
    expect((await world.api('globalAdmin').get('/api/me')).status).toBe(200);
  });
});
