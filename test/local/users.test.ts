import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import { allPages, appToken, control, graphCaller, graphFor, msalFor, TENANT } from './clients.ts';
import type { GraphCaller, Page, Row } from './clients.ts';

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } };
const DOMAIN = 'contoso.onmicrosoft.com';

let cloud: LocalCloud;
let tenant: Tenant;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: [{ id: TENANT, name: 'Contoso', users: 300 }] });
  tenant = cloud.tenant(TENANT);
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

const standing = (index: number) => tenant.directory.users.standing(index);
const newUser = (name: string) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${DOMAIN}`,
  passwordProfile: { password: 'Tr1cky-enough', forceChangePasswordNextSignIn: true },
});
const valuesOf = async (path: string, options = {}): Promise<readonly Row[]> => {
  const { status, body } = await call('GET', path, options);
  expect({ status, error: body['error'] }).toEqual({ status: 200, error: undefined });
  return (body as unknown as Page).value;
};
const filterOf = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;

describe('the list of users', () => {
  test('comes in pages of 100, or of $top up to 999, each user once', async () => {
    const paged = await allPages(call, '/users?$select=id');
    expect(paged.pages.map(({ value }) => value.length)).toEqual([100, 100, 100, 8]);
    const whole = await allPages(call, '/users?$top=999&$select=id');
    expect(whole.pages).toHaveLength(1);
    expect(whole.rows).toEqual(paged.rows);
    expect((await call('GET', '/users?$top=1000')).status).toBe(400);
  });

  test('shows null for what was never set, and the default set without a selection', async () => {
    const [user] = await valuesOf('/users?$top=1&$select=id,employeeId,businessPhones');
    expect(user).toMatchObject({ employeeId: null, businessPhones: [] });
    const [plain] = await valuesOf('/users?$top=1');
    expect(Object.keys(plain ?? {})).toContain('userPrincipalName');
    expect(Object.keys(plain ?? {})).not.toContain('accountEnabled');
  });

  test('is filtered by eq, in, startswith, and, or and parentheses', async () => {
    const { user } = standing(100);
    expect(await valuesOf(`/users?${filterOf(`id eq '${user.id}'`)}`)).toMatchObject([
      { id: user.id },
    ]);
    expect(
      await valuesOf(`/users?${filterOf(`userPrincipalName eq '${user.userPrincipalName}'`)}`),
    ).toMatchObject([{ id: user.id }]);
    const guests = await valuesOf(
      `/users?$top=999&$select=userType&${filterOf("userType eq 'Guest'")}`,
    );
    expect(guests.length).toBeGreaterThan(0);
    expect(guests.every((guest) => guest['userType'] === 'Guest')).toBe(true);
    const some = await valuesOf(
      `/users?$top=999&$select=givenName,accountEnabled&${filterOf("(startswith(givenName,'J') or givenName in ('Zoë','Ayşe')) and accountEnabled eq true")}`,
    );
    expect(some.length).toBeGreaterThan(0);
    expect(some.every((row) => /^(J|Zoë|Ayşe)/.test(String(row['givenName'])))).toBe(true);
    const names = [200, 7, 7].map((index) => `'${standing(index).user.userPrincipalName}'`);
    const named = `userPrincipalName in (${names.join(',')},'nobody@${DOMAIN}')`;
    expect(await valuesOf(`/users?${filterOf(named)}`)).toMatchObject([
      { id: standing(7).user.id },
      { id: standing(200).user.id },
    ]);
    expect(
      await valuesOf(`/users?$top=999&${filterOf(`not (${named})`)}&$count=true`, EVENTUAL),
    ).toHaveLength(tenant.directory.users.live() - 2);
    const odd = await call('POST', '/users', { body: newUser('obrien') });
    await call('PATCH', `/users/${String(odd.body['id'])}`, {
      body: { displayName: "Pat O'Brien & Son #1" },
    });
    expect(
      await valuesOf(`/users?${filterOf("displayName eq 'Pat O''Brien & Son #1'")}`),
    ).toHaveLength(1);
    expect((await call('GET', `/users?${filterOf('displayName eq')}`)).status).toBe(400);
    expect((await call('GET', `/users?${filterOf("shoeSize eq '44'")}`)).status).toBe(400);
  });

  test('needs ConsistencyLevel and $count for advanced queries', async () => {
    for (const option of [
      filterOf("userType ne 'Guest'"),
      filterOf("endswith(mail,'.example')"),
      filterOf("not startswith(displayName,'A')"),
      `$orderby=displayName&${filterOf('accountEnabled eq true')}`,
    ]) {
      expect(await call('GET', `/users?${option}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'Request_UnsupportedQuery' } },
      });
      expect((await call('GET', `/users?${option}&$count=true`, EVENTUAL)).status).toBe(200);
    }
    const search = `$search=${encodeURIComponent('"displayName:garc"')}`;
    expect((await call('GET', `/users?${search}`)).status).toBe(400);
    const found = await valuesOf(`/users?${search}`, EVENTUAL);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ displayName }) => /Gar[cç]/.test(String(displayName)))).toBe(true);
  });

  test('is counted with and without a filter, and the count lags where the copy lags', async () => {
    const count = async (): Promise<number> =>
      Number((await call('GET', '/users/$count', EVENTUAL)).body['text']);
    expect(await count()).toBe(tenant.directory.users.live());
    const page = await call(
      'GET',
      `/users?$top=1&$count=true&${filterOf("userType eq 'Guest'")}`,
      EVENTUAL,
    );
    expect(page.body['@odata.count']).toBeGreaterThan(1);
    expect((await call('GET', '/users/$count')).status).toBe(400);
    cloud.clock.advance('PT2M');
    const before = await count();
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: { countMs: 60_000 } });
    tenant.perform({ act: 'addSeededUsers', count: 5, seed: 2 });
    expect(await count()).toBe(before);
    cloud.clock.advance('PT2M');
    expect(await count()).toBe(before + 5);
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: {} });
  });
});

describe('one user', () => {
  test('is read by id and by user name, also a guest’s', async () => {
    const guest = Array.from({ length: 300 }, (_, index) => standing(index)).find(
      ({ user }) => user.userType === 'Guest',
    );
    const name = guest?.user.userPrincipalName ?? '';
    expect(name).toMatch(/^[^#@]+_[^#@]+#EXT#@contoso\.onmicrosoft\.com$/);
    const byName = await call('GET', `/users/${encodeURIComponent(name)}`);
    expect(byName.body).toMatchObject({ id: guest?.user.id });
    expect((await call('GET', `/users('${guest?.user.id ?? ''}')`)).status).toBe(200);
    expect(await call('GET', `/users/${TENANT}`)).toMatchObject({
      status: 404,
      body: {
        error: {
          code: 'Request_ResourceNotFound',
          message: expect.stringContaining(`Resource '${TENANT}' does not exist`),
        },
      },
    });
  });

  test('is created, changed and deleted by the real Graph client', async () => {
    const client = graphFor(cloud, TENANT);
    const created = (await client.api('/users').post(newUser('ada'))) as Row;
    expect(created).toMatchObject({ displayName: 'ada', userPrincipalName: `ada@${DOMAIN}` });
    await client.api(`/users/${created.id}`).patch({ accountEnabled: false, usageLocation: 'NL' });
    expect(
      await client.api(`/users/${created.id}`).select('accountEnabled,usageLocation').get(),
    ).toMatchObject({ accountEnabled: false, usageLocation: 'NL' });
    await client.api(`/users/${created.id}`).delete();
    await expect(client.api(`/users/${created.id}`).get()).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
  });

  test('is refused with a taken name, a weak password, a foreign domain, a missing or unknown property', async () => {
    await call('POST', '/users', { body: newUser('grace') });
    const refused = async (change: object) =>
      (await call('POST', '/users', { body: { ...newUser('hopper'), ...change } })).body['error'];
    expect(await refused({ userPrincipalName: `GRACE@${DOMAIN}` })).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Another object with the same value for property userPrincipalName already exists.',
      details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
    });
    expect(await refused({ passwordProfile: { password: 'secret' } })).toMatchObject({
      message: expect.stringContaining('password complexity'),
    });
    expect(await refused({ userPrincipalName: 'hopper@elsewhere.example' })).toMatchObject({
      message: expect.stringContaining('domain portion'),
    });
    expect(await refused({ displayName: undefined })).toMatchObject({
      message: expect.stringContaining("'displayName'"),
    });
    expect(await refused({ shoeSize: 44 })).toMatchObject({
      message: "Invalid property 'shoeSize'.",
    });
    expect(await refused({ accountEnabled: 'yes' })).toMatchObject({
      message: expect.stringContaining("'accountEnabled'"),
    });
  });

  test('is in delta at once and answers 404 until it has arrived everywhere', async () => {
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: { writableAfterMs: 60_000 } });
    const latest = await call('GET', '/users/delta?$select=id&$deltatoken=latest');
    const { body } = await call('POST', '/users', { body: newUser('slow') });
    const path = `/users/${String(body['id'])}`;
    expect((await allPages(call, String(latest.body['@odata.deltaLink']))).rows).toMatchObject([
      { id: body['id'] },
    ]);
    expect((await call('PATCH', path, { body: { jobTitle: 'Early' } })).status).toBe(404);
    cloud.clock.advance('PT1M');
    expect((await call('PATCH', path, { body: { jobTitle: 'In time' } })).status).toBe(204);
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: {} });
  });

  test('can be written by a person with the role only', async () => {
    const asPerson = async (persona: string) => {
      const result = await msalFor(cloud, TENANT).acquireTokenOnBehalfOf({
        oboAssertion: await cloud.tokenFor(persona),
        scopes: ['https://graph.microsoft.com/.default'],
      });
      return graphCaller(cloud, result?.accessToken ?? '');
    };
    const path = `/users/${standing(120).user.id}`;
    const learner = await asPerson('learner');
    expect((await learner('GET', path)).status).toBe(200);
    expect(await learner('PATCH', path, { body: { jobTitle: 'Boss' } })).toMatchObject({
      status: 403,
      body: {
        error: {
          code: 'Authorization_RequestDenied',
          message: 'Insufficient privileges to complete the operation.',
        },
      },
    });
    const partner = await asPerson('partnerAgent');
    expect((await partner('PATCH', path, { body: { jobTitle: 'Boss' } })).status).toBe(204);
  });
});

describe('deleted users', () => {
  test('are listed with a prefixed name, restored under their own, and gone after 30 days', async () => {
    const { user } = standing(130);
    const other = standing(131).user;
    await call('DELETE', `/users/${user.id}`);
    await call('DELETE', `/users/${other.id}`);
    const deleted = await valuesOf('/directory/deletedItems/microsoft.graph.user');
    expect(deleted.find(({ id }) => id === user.id)).toMatchObject({
      userPrincipalName: user.id.replaceAll('-', '') + user.userPrincipalName,
      deletedDateTime: expect.any(String),
    });
    expect((await call('GET', `/users/${user.id}`)).status).toBe(404);
    expect((await call('GET', `/directory/deletedItems/${user.id}`)).status).toBe(200);
    expect((await call('POST', `/directory/deletedItems/${user.id}/restore`)).body).toMatchObject({
      userPrincipalName: user.userPrincipalName,
    });
    cloud.clock.advance('P29D');
    expect((await call('GET', `/directory/deletedItems/${other.id}`)).status).toBe(200);
    cloud.clock.advance('P2D');
    expect((await call('GET', `/directory/deletedItems/${other.id}`)).status).toBe(404);
    expect((await call('GET', `/users/${user.id}`)).status).toBe(200);
  });

  test('leave their name to others, and come back under a new one', async () => {
    const { body } = await call('POST', '/users', { body: newUser('twin') });
    const id = String(body['id']);
    await call('DELETE', `/users/${id}`);
    expect((await call('POST', '/users', { body: newUser('twin') })).status).toBe(201);
    expect(
      (await call('POST', `/directory/deletedItems/${id}/restore`)).body['error'],
    ).toMatchObject({
      details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
    });
    const restored = await call('POST', `/directory/deletedItems/${id}/restore`, {
      body: { newUserPrincipalName: `twin2@${DOMAIN}` },
    });
    expect(restored.body).toMatchObject({ id, userPrincipalName: `twin2@${DOMAIN}` });
    expect((await call('GET', `/users/twin@${DOMAIN}`)).body['id']).not.toBe(id);
    expect((await call('GET', `/users/TWIN2@${DOMAIN}`)).body).toMatchObject({ id });
  });

  test('are purged at will and never come back', async () => {
    const { user } = standing(140);
    await call('DELETE', `/users/${user.id}`);
    expect((await call('DELETE', `/directory/deletedItems/${user.id}`)).status).toBe(204);
    expect((await call('POST', `/directory/deletedItems/${user.id}/restore`)).status).toBe(404);
  });

  test('are left out by getByIds', async () => {
    const [live, gone] = [standing(150).user.id, standing(151).user.id];
    await call('DELETE', `/users/${gone}`);
    const { body } = await call('POST', '/directoryObjects/getByIds', {
      body: { ids: [live, gone], types: ['user'] },
    });
    expect(body['value']).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: live }]);
  });
});
