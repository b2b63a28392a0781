import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GRAPH_HOST } from '../../local/graph/address.ts';
import { startWorld, type TestWorld } from '../world.ts';

interface Ready {
  readonly ready: boolean;
  readonly missing: readonly { readonly code: string; readonly detail: string }[];
}

/** The directory does not answer. */
const UNAVAILABLE = { host: GRAPH_HOST, status: 503, times: 100_000 };

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ setUp: false });
});
afterAll(() => world.stop());

const ready = () => world.apiWith().get<Ready>('/ready');

/** What `GET /ready` answers once it is another status than `not`. */
async function readyOtherThan(not: number) {
  for (;;) {
    const reply = await ready();
    if (reply.status !== not) return reply;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('health and readiness', () => {
  test('the process is up, and ready while there is no tenant', async () => {
    expect((await world.apiWith().get('/health')).body).toEqual({ up: true });
    expect((await ready()).body).toEqual({ ready: true, missing: [] });
  });

  test('it is not ready until the directory of a new tenant is read, and says so without naming the tenant', async () => {
    world.cloud.faults.add(UNAVAILABLE);
    await world.api('owner').get('/api/me');
    const reply = await readyOtherThan(200);
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(reply.body).toEqual({
      ready: false,
      missing: [{ code: 'directory-sync-old', detail: expect.stringMatching(/minutes: 1\.$/) }],
    });
    expect(JSON.stringify(reply.body)).not.toContain(world.tenant.tenantId);
    world.cloud.faults.clear();
    await world.advance('PT1H');
    expect((await readyOtherThan(503)).status).toBe(200);
  });

  test('it is not ready any more when the directory has not answered for longer than an hour', async () => {
    world.cloud.faults.add(UNAVAILABLE);
    await world.advance('PT59M');
    expect((await ready()).status).toBe(200);
    await world.advance('PT2M');
    expect((await readyOtherThan(200)).body).toMatchObject({ ready: false });
    world.cloud.faults.clear();
    await world.advance('PT1H');
    expect((await readyOtherThan(503)).status).toBe(200);
  });
});
