import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud, HOME_TENANT_ID, PEER_TENANT_ID } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { allPages, appToken, control, graphCaller, OTHER_TENANT, TENANT } from './clients.ts';
import type { Row } from './clients.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await createLocalCloud();
});
afterAll(() => cloud.close());

describe('a local cloud without options', () => {
  test('holds two tenants with the personas and nobody else', async () => {
    const { body } = await control(cloud, 'GET', '/tenants');
    expect(body['items']).toMatchObject([
      { id: HOME_TENANT_ID, name: 'Contoso', users: { total: 7 }, groups: 0 },
      { id: PEER_TENANT_ID, name: 'Fabrikam', users: { total: 1 }, groups: 0 },
    ]);
    const personas = (await control(cloud, 'GET', '/personas')).body['items'] as object[];
    expect(personas).toHaveLength(8);
    expect((await control(cloud, 'GET', '/outbox')).body).toEqual({
      messages: [],
      mails: [],
      activityFeed: [],
    });
  });

  test('answers nobody who calls this machine by another name', async () => {
    const status = await new Promise((answered) => {
      request(`${cloud.origin}/personas`, { headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        answered(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });
});

describe('tenants', () => {
  test('are made with a number of seeded users, the same for the same seed', async () => {
    const made = await control(cloud, 'POST', '/tenants', {
      id: TENANT,
      name: 'Northwind',
      users: 50,
      seed: 9,
    });
    expect(made).toMatchObject({
      status: 201,
      body: { domain: 'northwind.onmicrosoft.com', users: { live: 50 }, groups: 12 },
    });
    const twin = await createLocalCloud({ tenants: [] });
    await control(twin, 'POST', '/tenants', { id: TENANT, name: 'Northwind', users: 50, seed: 9 });
    for (const index of [0, 17, 49]) {
      const user = (of: LocalCloud) => of.tenant(TENANT).directory.users.standing(index);
      expect(user(cloud)).toEqual(user(twin));
    }
    await twin.close();
  });

  test('take users that are told one by one, 28,785 at once, with their own ids where given', async () => {
    const people = Array.from({ length: 28_785 }, (_, place) => ({
      userPrincipalName: `student${place}@open.example`,
      displayName: `Student ${place}`,
      ...(place === 5 ? { id: '12345678-1234-4234-8234-123456789012' } : {}),
    }));
    await control(cloud, 'POST', '/tenants', {
      id: OTHER_TENANT,
      name: 'Open University',
      domain: 'open.example',
    });
    const { status, body } = await control(cloud, 'POST', `/tenants/${OTHER_TENANT}/users`, {
      users: people,
    });
    expect({ status, created: body['created'] }).toEqual({ status: 201, created: 28_785 });
    expect(body['ids']).toHaveLength(1_000);
    const call = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    const { rows } = await allPages(call, '/users?$top=999&$select=userPrincipalName');
    expect(new Set(rows.map((row) => row['userPrincipalName'])).size).toBe(28_785);
    expect(rows.find((row) => row['userPrincipalName'] === 'student5@open.example')?.id).toBe(
      '12345678-1234-4234-8234-123456789012',
    );
    expect((await call('GET', '/users/student28784@open.example')).body).toMatchObject({
      displayName: 'Student 28784',
    });
  });

  test('have an id and a domain of their own', async () => {
    const post = (body: object) => control(cloud, 'POST', '/tenants', body);
    expect(await post({ id: HOME_TENANT_ID, name: 'Again' })).toMatchObject({
      status: 409,
      body: { code: 'id-taken' },
    });
    expect(
      await post({ id: 'dddddddd-0000-4000-8000-00000000000d', name: 'Contoso' }),
    ).toMatchObject({ status: 409, body: { code: 'name-taken' } });
  });
});

describe('users', () => {
  const path = (id: unknown, act = '') => `/tenants/${HOME_TENANT_ID}/users/${String(id)}${act}`;

  test('are disabled, enabled, renamed, deleted, restored and purged, and the truth is told', async () => {
    const { body } = await control(cloud, 'POST', `/tenants/${HOME_TENANT_ID}/users`, {
      count: 3,
      seed: 4,
    });
    const [id] = body['ids'] as string[];
    expect((await control(cloud, 'POST', path(id, '/disable'))).body).toMatchObject({
      accountEnabled: false,
      state: 'live',
    });
    expect((await control(cloud, 'POST', path(id, '/enable'))).body).toMatchObject({
      accountEnabled: true,
    });
    expect(
      (await control(cloud, 'PATCH', path(id), { displayName: 'Renamed' })).body,
    ).toMatchObject({ displayName: 'Renamed' });
    expect((await control(cloud, 'POST', path(id, '/deletion'))).body).toMatchObject({
      state: 'deleted',
      deletedAt: expect.any(String),
    });
    expect(await control(cloud, 'POST', path(id, '/disable'))).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    expect((await control(cloud, 'POST', path(id, '/restore'))).body).toMatchObject({
      state: 'live',
      deletedAt: null,
    });
    await control(cloud, 'POST', path(id, '/deletion'));
    expect((await control(cloud, 'POST', path(id, '/purge'))).status).toBe(204);
    expect(await control(cloud, 'GET', path(id))).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  test('with one wrong entry are refused all together, and the field, rule and remedy are named', async () => {
    const before = cloud.tenant(HOME_TENANT_ID).directory.users.total();
    const users = [
      { userPrincipalName: 'fine@contoso.onmicrosoft.com', displayName: 'Fine' },
      { userPrincipalName: 'no-domain', displayName: 'Wrong' },
    ];
    const { status, body } = await control(cloud, 'POST', `/tenants/${HOME_TENANT_ID}/users`, {
      users,
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body['errors'])).toContain('must be a name, an @ and a domain');
    const twice = [users[0], { ...users[0], displayName: 'Twin' }];
    expect(
      await control(cloud, 'POST', `/tenants/${HOME_TENANT_ID}/users`, { users: twice }),
    ).toMatchObject({
      status: 409,
      body: { code: 'name-taken', errors: [{ path: 'userPrincipalName' }] },
    });
    expect(cloud.tenant(HOME_TENANT_ID).directory.users.total()).toBe(before);
  });
});

describe('bad input', () => {
  test.each([
    ['POST', '/clock', { forward: 'P1D' }],
    ['POST', '/clock', { advance: '14 days' }],
    ['POST', '/clock', { advance: 'P1X' }],
    ['POST', '/clock', { now: 'tomorrow' }],
    ['POST', '/clock', { rate: -1 }],
    ['POST', '/faults', { status: 500 }],
    ['POST', '/faults', { host: 'graph.microsoft.com', aadsts: 12 }],
    ['POST', '/personas/owner/token', { expires: 5 }],
    ['POST', '/tenants', { id: 'contoso', name: 'Contoso' }],
    ['PATCH', `/tenants/${HOME_TENANT_ID}`, { temper: { emptyPages: 2 } }],
    ['POST', `/tenants/${HOME_TENANT_ID}/users`, { count: 0 }],
    ['POST', `/tenants/${HOME_TENANT_ID}/groups`, { displayName: 'G', kind: 'secret' }],
  ])('%s %s %j is a 400 problem', async (method, path, body) => {
    const answer = await control(cloud, method, path, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'bad-input', status: 400, detail: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect((answer.body['errors'] as object[]).length).toBeGreaterThan(0);
  });

  test('an unknown tenant, group or user is a 404 problem that says where to look', async () => {
    for (const path of [
      `/tenants/${'0'.repeat(8)}`,
      `/tenants/${HOME_TENANT_ID}/groups/${TENANT}`,
      `/tenants/${HOME_TENANT_ID}/users/${TENANT}`,
    ]) {
      expect(await control(cloud, 'GET', path)).toMatchObject({
        status: 404,
        body: { detail: expect.stringMatching(/take one|POST/) },
      });
    }
  });
});

describe('the count of requests', () => {
  test('tells host, method and route with ids taken out, until it is reset', async () => {
    await control(cloud, 'DELETE', '/requests');
    const call = graphCaller(cloud, appToken(cloud, HOME_TENANT_ID));
    for (const name of ['owner', 'learner'] as const) {
      await call('GET', `/users/${cloud.personas.fact(name).objectId}`);
    }
    await call('GET', `/users/${TENANT}`);
    const { body } = await control(cloud, 'GET', '/requests');
    expect(body).toMatchObject({
      total: 4,
      items: [
        {
          host: 'graph.microsoft.com',
          method: 'GET',
          route: '/v1.0/users/{id}',
          count: 3,
          statuses: { 200: 2, 404: 1 },
        },
        {
          host: 'login.microsoftonline.com',
          method: 'POST',
          route: '/{id}/oauth2/v2.0/token',
          count: 1,
        },
      ],
    });
    expect((await control(cloud, 'DELETE', '/requests')).status).toBe(204);
    expect((await control(cloud, 'GET', '/requests')).body as unknown as { items: Row[] }).toEqual({
      total: 0,
      items: [],
    });
  });
});
