import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import {
  allPages,
  appToken,
  control,
  DOMAIN,
  graphCaller,
  graphFor,
  localUrl,
  newUser,
  OTHER_TENANT,
  TENANT,
  TENANTS,
} from './clients.ts';
import type { GraphCaller } from './clients.ts';

let cloud: LocalCloud;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: TENANTS });
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

describe('faults of the connection', () => {
  afterEach(() => cloud.faults.clear());
  const queue = (fault: object) =>
    control(cloud, 'POST', '/faults', { host: 'graph.microsoft.com', ...fault });
  const exists = async (name: string) =>
    (await call('GET', `/users/${name}@${DOMAIN}`)).status === 200;

  test.each([429, 500, 502, 503, 504, 507])(
    'status %d comes in Graph’s envelope and is used up',
    async (status) => {
      await queue({ method: 'GET', path: '/v1.0/users', status, times: 2 });
      const { headers } = await call('GET', '/users');
      expect(headers.get('request-id')).not.toBeNull();
      await expect(graphFor(cloud, TENANT).api('/users').get()).rejects.toMatchObject({
        statusCode: status,
      });
      expect((await call('GET', '/users')).status).toBe(200);
      expect(cloud.faults.list()).toMatchObject([{ struck: 2, left: 0 }]);
    },
  );

  test('a 504 after a committed POST leaves the user behind, one before it does not', async () => {
    await queue({ method: 'POST', path: '/v1.0/users', status: 504, when: 'after' });
    expect((await call('POST', '/users', { body: newUser('committed') })).status).toBe(504);
    expect(await exists('committed')).toBe(true);
    await queue({ method: 'POST', path: '/v1.0/users', status: 504 });
    expect((await call('POST', '/users', { body: newUser('dropped') })).status).toBe(504);
    expect(await exists('dropped')).toBe(false);
  });

  test('a reset before the act does nothing, one after it hides that it was done', async () => {
    await queue({ method: 'POST', path: '/v1.0/users', reset: 'before' });
    await expect(call('POST', '/users', { body: newUser('never') })).rejects.toThrow();
    expect(await exists('never')).toBe(false);
    await queue({ method: 'POST', path: '/v1.0/users', reset: 'after' });
    await expect(call('POST', '/users', { body: newUser('hidden') })).rejects.toThrow();
    expect(await exists('hidden')).toBe(true);
  });

  test('a cut body fails, a slow and a late one arrive whole', async () => {
    await queue({ path: '/v1.0/users', truncateAtBytes: 50 });
    await expect(call('GET', '/users')).rejects.toThrow();
    await queue({ path: '/v1.0/users', slowBodyMs: 50 });
    expect((await call('GET', '/users')).body['value']).toHaveLength(100);
    await queue({ path: '/v1.0/users', delayMs: 20 });
    expect((await call('GET', '/users')).status).toBe(200);
  });

  test('strike by method and pattern, after letting some pass, with any body', async () => {
    await queue({
      method: 'GET',
      path: '/v1.0/groups/*/members',
      status: 500,
      body: { odd: true },
      headers: { 'x-odd': 'yes' },
      skip: 1,
    });
    const { rows } = await allPages(call, '/groups');
    const path = `/groups/${rows[0]?.id ?? ''}/members`;
    expect((await call('GET', path)).status).toBe(200);
    const struck = await call('GET', path);
    expect(struck).toMatchObject({ status: 500, body: { odd: true } });
    expect(struck.headers.get('x-odd')).toBe('yes');
    expect((await call('GET', '/users')).status).toBe(200);
  });

  test('strike only the tenant that they name', async () => {
    const other = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    await queue({ status: 503, tenantId: OTHER_TENANT });
    expect((await call('GET', '/users')).status).toBe(200);
    expect((await other('GET', '/users')).status).toBe(503);
    expect((await other('GET', '/users')).status).toBe(200);
  });

  test('a body that is no JSON or too large is refused', async () => {
    const post = async (body: string) => {
      const headers = {
        Authorization: `Bearer ${await appToken(cloud, TENANT)}`,
        'Content-Type': 'application/json',
      };
      const response = await fetch(localUrl(cloud, 'https://graph.microsoft.com/v1.0/users'), {
        method: 'POST',
        headers,
        body,
      });
      return response.status;
    };
    expect(await post('{"half":')).toBe(400);
    expect(await post(JSON.stringify({ filler: 'x'.repeat(9_000_000) }))).toBe(413);
  });
});
