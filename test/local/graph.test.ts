import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import {
  allPages,
  appToken,
  control,
  DOMAIN,
  graphCaller,
  newUser,
  OTHER_TENANT,
  TENANT,
  TENANTS,
} from './clients.ts';
import type { GraphCaller, Row } from './clients.ts';
import { errorsAgainst } from './graph-schema.ts';

let cloud: LocalCloud;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: TENANTS });
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

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
