import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { appToken, control, graphCaller, newUser, TENANT, TENANTS } from './clients.ts';
import type { GraphCaller } from './clients.ts';

let cloud: LocalCloud;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: TENANTS });
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

describe('$batch', () => {
  const batch = (requests: object[]) => call('POST', '/$batch', { body: { requests } });
  const statuses = (body: Record<string, unknown>) =>
    Object.fromEntries(
      (body['responses'] as { id: string; status: number }[]).map(({ id, status }) => [id, status]),
    );

  test('answers each request with its own status, in another order', async () => {
    const requests = Array.from({ length: 20 }, (_, place) => ({
      id: String(place),
      method: 'GET',
      url: place === 3 ? `/users/${TENANT}` : '/users?$top=1',
    }));
    const { status, body } = await batch(requests);
    expect(status).toBe(200);
    expect(statuses(body)).toMatchObject({ 0: 200, 3: 404, 19: 200 });
    const order = (body['responses'] as { id: string }[]).map(({ id }) => id);
    expect(order).not.toEqual(requests.map(({ id }) => id));
  });

  test('refuses more than 20 requests, repeated ids, and inside it versioned URLs', async () => {
    const one = (id: number) => ({ id: String(id), method: 'GET', url: '/users?$top=1' });
    expect((await batch(Array.from({ length: 21 }, (_, id) => one(id)))).status).toBe(400);
    expect((await batch([one(1), one(1)])).status).toBe(400);
    expect((await batch([])).status).toBe(400);
    const { body } = await batch([{ id: '1', method: 'GET', url: '/v1.0/users' }, one(2)]);
    expect(statuses(body)).toEqual({ 1: 400, 2: 200 });
  });

  test('writes, waits for what a request depends on, and meets faults inside', async () => {
    const { body } = await batch([
      {
        id: 'bad',
        method: 'POST',
        url: '/users',
        headers: { 'Content-Type': 'application/json' },
        body: {},
      },
      { id: 'after bad', method: 'GET', url: '/users?$top=1', dependsOn: ['bad'] },
      {
        id: 'good',
        method: 'POST',
        url: 'users',
        headers: { 'Content-Type': 'application/json' },
        body: newUser('batched'),
      },
    ]);
    expect(statuses(body)).toEqual({ bad: 400, 'after bad': 424, good: 201 });
    await control(cloud, 'POST', '/faults', {
      host: 'graph.microsoft.com',
      path: '/v1.0/users',
      status: 429,
      headers: { 'Retry-After': '5' },
    });
    const struck = await batch([
      { id: '1', method: 'GET', url: '/users' },
      { id: '2', method: 'GET', url: '/users' },
    ]);
    expect(struck.status).toBe(200);
    const refused = (
      struck.body['responses'] as { status: number; headers: Record<string, string> }[]
    ).find(({ status }) => status === 429);
    expect(refused?.headers['Retry-After']).toBe('5');
    cloud.faults.clear();
  });
});
