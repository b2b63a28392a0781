import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import {
  allPages,
  appToken,
  control,
  graphCaller,
  graphFor,
  localUrl,
  OTHER_TENANT,
  TENANT,
} from './clients.ts';
import type { GraphCaller, Row } from './clients.ts';
import { errorsAgainst } from './graph-schema.ts';

let cloud: LocalCloud;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [
      { id: TENANT, name: 'Contoso', users: 120, groups: 4 },
      { id: OTHER_TENANT, name: 'Fabrikam' },
    ],
  });
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

const DOMAIN = 'contoso.onmicrosoft.com';
const newUser = (name: string) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${DOMAIN}`,
  passwordProfile: { password: 'Tr1cky-enough' },
});

describe('the bearer check', () => {
  test('refuses a missing, foreign, misdirected or superseded token with Graph’s envelope', async () => {
    const apiToken = await cloud.tokenFor('owner');
    const superseded = await appToken(cloud, TENANT);
    const refused = async (token: string) => {
      const { status, headers, body } = await graphCaller(cloud, token)('GET', '/users', {
        headers: { 'client-request-id': 'mine' },
      });
      expect(status).toBe(401);
      expect(headers.get('client-request-id')).toBe('mine');
      expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(body['error']).toMatchObject({
        code: 'InvalidAuthenticationToken',
        innerError: {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'client-request-id': 'mine',
        },
      });
    };
    await refused('');
    await refused('not-a-token');
    await refused(apiToken);
    await control(cloud, 'POST', '/keys/rotation');
    expect((await graphCaller(cloud, superseded)('GET', '/users')).status).toBe(200);
    await control(cloud, 'POST', '/keys/rotation');
    await refused(superseded);
    call = graphCaller(cloud, appToken(cloud, TENANT));
  });

  test('lets the token alone decide the tenant', async () => {
    const other = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    const { rows } = await allPages(other, '/users');
    expect(rows).toHaveLength(1);
    const { objectId } = cloud.personas.fact('owner');
    expect((await other('GET', `/users/${objectId}`)).status).toBe(404);
    expect((await call('GET', `/users/${objectId}`)).status).toBe(200);
  });

  test('refuses with 403 what was not granted', async () => {
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { permissions: ['User.Read.All'] });
    const reader = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    expect((await reader('GET', '/users')).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/groups'],
      ['POST', '/users'],
      ['DELETE', `/users/${cloud.personas.fact('peerAdmin').objectId}`],
    ] as const) {
      expect(await reader(method, path)).toMatchObject({
        status: 403,
        body: { error: { code: 'Authorization_RequestDenied' } },
      });
    }
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { permissions: null });
  });
});

describe('what Graph shows', () => {
  test('fits Graph’s own types', async () => {
    const everything =
      'accountEnabled,assignedLicenses,businessPhones,city,companyName,country,createdDateTime,creationType,department,displayName,employeeId,externalUserState,givenName,jobTitle,lastPasswordChangeDateTime,licenseAssignmentStates,mail,mailNickname,mobilePhone,officeLocation,onPremisesSyncEnabled,otherMails,passwordPolicies,preferredLanguage,proxyAddresses,surname,usageLocation,userPrincipalName,userType';
    const { body } = await call('POST', '/users', { body: newUser('schema') });
    expect(errorsAgainst('user', body)).toEqual([]);
    await call('PATCH', `/users/${String(body['id'])}`, {
      body: { usageLocation: 'FR', mobilePhone: '+33 1' },
    });
    const listed = await allPages(call, `/users?$select=${everything}&$top=999`);
    const told = await allPages(call, `/users/delta?$select=${everything}`);
    for (const row of [...listed.rows, ...told.rows]) {
      expect(errorsAgainst('user', row)).toEqual([]);
    }
    const organisation = (await call('GET', '/organization')).body['value'] as Row[];
    expect(organisation).toMatchObject([
      { id: TENANT, verifiedDomains: [{ name: DOMAIN, isInitial: true }] },
    ]);
    expect(errorsAgainst('organization', organisation[0])).toEqual([]);
  });

  test('answers unknown paths, wrong methods and wrong versions as Graph does', async () => {
    expect((await call('GET', '/spaceships')).body['error']).toMatchObject({
      code: 'BadRequest',
      message: "Resource not found for the segment 'spaceships'.",
    });
    expect((await call('PATCH', '/users')).status).toBe(405);
    expect((await call('GET', 'https://graph.microsoft.com/beta/users')).status).toBe(400);
  });
});

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

describe('resource units', () => {
  test('are told for each request: less for $select and a small $top', async () => {
    const units = async (path: string) =>
      (await call('GET', path)).headers.get('x-ms-resource-unit');
    expect(await units('/users')).toBe('2');
    expect(await units('/users?$select=id')).toBe('1');
    expect(await units('/users?$top=5')).toBe('1');
    expect(await units('/users?$top=5&$select=id')).toBe('1');
    expect(await units('/users?$expand=manager')).toBe('3');
  });

  test('run out where the tenant is throttled, with the scope and a time to wait', async () => {
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { throttled: true });
    const other = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        other('POST', '/$batch', {
          body: {
            requests: Array.from({ length: 20 }, (_, id) => ({
              id: String(id),
              method: 'GET',
              url: '/users?$expand=manager',
            })),
          },
        }),
      ),
    );
    const inner = answers.flatMap(
      ({ body }) => body['responses'] as { status: number; headers: Record<string, string> }[],
    );
    const refused = inner.find(({ status }) => status === 429);
    expect(refused?.headers).toMatchObject({
      'Retry-After': expect.stringMatching(/^\d+$/),
      'x-ms-throttle-scope': expect.stringMatching(
        `^Tenant_Application/ReadWrite/.*/${OTHER_TENANT}$`,
      ),
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    });
    expect(
      inner.some(({ headers }) => Number(headers['x-ms-throttle-limit-percentage']) > 0.8),
    ).toBe(true);
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { throttled: false });
  });
});

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
