import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import {
  allPages,
  appToken,
  control,
  graphCaller,
  graphFor,
  OTHER_TENANT,
  TENANT,
} from './clients.ts';
import type { GraphCaller, Page } from './clients.ts';

const FIRST = '/users/delta?$select=displayName,accountEnabled,mail';

let cloud: LocalCloud;
let tenant: Tenant;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [
      { id: TENANT, name: 'Contoso', users: 450 },
      { id: OTHER_TENANT, name: 'Fabrikam', users: 3 },
    ],
  });
  tenant = cloud.tenant(TENANT);
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

const idAt = (index: number): string => tenant.directory.users.standing(index).user.id;
const latest = async (select = 'displayName,accountEnabled,mail'): Promise<string> => {
  const { body } = await call('GET', `/users/delta?$select=${select}&$deltatoken=latest`);
  expect(body['value']).toEqual([]);
  return String(body['@odata.deltaLink']);
};

describe('a first pass', () => {
  test('brings every live user once, in pages of at most 200, and never both links on a page', async () => {
    const { pages, rows } = await allPages(call, FIRST);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(tenant.directory.users.live());
    expect(rows).toHaveLength(tenant.directory.users.live());
    for (const page of pages) {
      expect(page.value.length).toBeLessThanOrEqual(200);
      expect('@odata.nextLink' in page).not.toBe('@odata.deltaLink' in page);
    }
  });

  test('can be reached under three names and read by the real Graph client', async () => {
    const client = graphFor(cloud, TENANT);
    for (const name of ['delta', 'delta()', 'microsoft.graph.delta', 'microsoft.graph.delta()']) {
      const page = (await client.api(`/users/${name}?$select=id`).get()) as Page;
      expect(page.value).toHaveLength(200);
      expect(page['@odata.nextLink']).toMatch(
        /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\/delta\?\$skiptoken=/,
      );
    }
  });

  test('shows only what was selected, and leaves absent what was never set', async () => {
    const { rows } = await allPages(call, '/users/delta?$select=mail');
    expect(
      rows.every((row) => Object.keys(row).every((key) => key === 'mail' || key === 'id')),
    ).toBe(true);
    expect(rows.some((row) => !('mail' in row))).toBe(true);
    const byDefault = await allPages(call, '/users/delta');
    expect(
      byDefault.rows.every((row) => 'userPrincipalName' in row && !('accountEnabled' in row)),
    ).toBe(true);
  });

  test('hands out the watermark of its start: what changes meanwhile comes again', async () => {
    const begun = (await call('GET', FIRST)).body as unknown as Page;
    tenant.perform({
      act: 'changeUser',
      id: idAt(20),
      changes: { displayName: 'Changed Meanwhile' },
    });
    const { deltaLink } = await allPages(call, begun['@odata.nextLink'] ?? '');
    const { rows } = await allPages(call, deltaLink);
    expect(rows).toMatchObject([{ id: idAt(20), displayName: 'Changed Meanwhile' }]);
  });

  test('can be narrowed to ids, and refuses other filters and options', async () => {
    const filter = encodeURIComponent(`id eq '${idAt(30)}' or id eq '${idAt(10)}'`);
    const { rows, deltaLink } = await allPages(call, `${FIRST}&$filter=${filter}`);
    expect(rows.map(({ id }) => id).sort()).toEqual([idAt(10), idAt(30)].sort());
    for (const index of [10, 11]) {
      tenant.perform({ act: 'changeUser', id: idAt(index), changes: { displayName: 'Narrowed' } });
    }
    expect((await allPages(call, deltaLink)).rows.map(({ id }) => id)).toEqual([idAt(10)]);
    for (const option of [
      '$top=5',
      "$filter=startswith(displayName,'A')",
      '$orderby=displayName',
      '$search="displayName:a"',
      '$select=shoeSize',
    ]) {
      expect((await call('GET', `/users/delta?${option}`)).status).toBe(400);
    }
  });

  test('heeds odata.maxpagesize below its own size', async () => {
    const { body } = await call('GET', FIRST, { headers: { Prefer: 'odata.maxpagesize=7' } });
    expect(body['value']).toHaveLength(7);
  });
});

describe('a delta round', () => {
  test('shows changed and new users, and not what was not selected', async () => {
    const link = await latest();
    tenant.perform({ act: 'changeUser', id: idAt(40), changes: { jobTitle: 'Unseen' } });
    expect((await allPages(call, link)).rows).toEqual([]);
    tenant.perform({
      act: 'changeUser',
      id: idAt(41),
      changes: { mail: null, jobTitle: 'Unseen' },
    });
    tenant.perform({ act: 'addSeededUsers', count: 250, seed: 5 });
    const { rows } = await allPages(call, link);
    expect(rows).toHaveLength(251);
    expect(rows[0]).toMatchObject({ id: idAt(41), mail: null });
    expect(rows[0]).not.toHaveProperty('jobTitle');
  });

  test('says of a deleted user that it changed, of a purged one that it is deleted, and restores as a plain row', async () => {
    const link = await latest();
    const [soft, purged, back] = [idAt(50), idAt(51), idAt(52)];
    for (const id of [soft, purged, back]) tenant.perform({ act: 'deleteUser', id });
    tenant.perform({ act: 'purgeUser', id: purged });
    tenant.perform({ act: 'restoreUser', id: back });
    const { rows } = await allPages(call, link);
    expect(rows).toEqual([
      { id: soft, '@removed': { reason: 'changed' } },
      { id: purged, '@removed': { reason: 'deleted' } },
      expect.objectContaining({ id: back, displayName: expect.any(String) }),
    ]);
    expect(rows[2]).not.toHaveProperty('@removed');
  });

  test('with return=minimal shows only what changed, and all of a restored user', async () => {
    const link = await latest();
    tenant.perform({ act: 'changeUser', id: idAt(60), changes: { accountEnabled: false } });
    tenant.perform({ act: 'deleteUser', id: idAt(61) });
    tenant.perform({ act: 'restoreUser', id: idAt(61) });
    const { body } = await call('GET', link, { headers: { Prefer: 'return=minimal' } });
    expect(body['value']).toEqual([
      { id: idAt(60), accountEnabled: false },
      expect.objectContaining({ id: idAt(61), displayName: expect.any(String) }),
    ]);
  });

  test('tells a user once who changed several times', async () => {
    const link = await latest();
    for (const accountEnabled of [false, true, false]) {
      tenant.perform({ act: 'changeUser', id: idAt(70), changes: { accountEnabled } });
    }
    const { rows } = await allPages(call, link);
    expect(rows).toMatchObject([{ id: idAt(70), accountEnabled: false }]);
  });

  test('shows a change only after the lag of its copy', async () => {
    const link = await latest();
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: { deltaMs: 900_000 } });
    tenant.perform({ act: 'changeUser', id: idAt(80), changes: { displayName: 'Late News' } });
    const early = await allPages(call, link);
    expect(early.rows).toEqual([]);
    await control(cloud, 'POST', '/clock', { advance: 'PT16M' });
    expect((await allPages(call, early.deltaLink)).rows).toMatchObject([{ id: idAt(80) }]);
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { lag: {} });
  });
});

describe('an old fault of Graph', () => {
  test('leaves accountEnabled out after the first page', async () => {
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { temper: { accountEnabledMissing: 1 } });
    const { pages } = await allPages(call, FIRST);
    const having = pages.map(({ value }) => value.filter((row) => 'accountEnabled' in row).length);
    expect(having).toEqual([200, 0, 0, 0]);
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { temper: {} });
  });
});

describe('tokens', () => {
  test('both in one request are refused in Graph’s words', async () => {
    const { status, body } = await call('GET', '/users/delta?$skiptoken=a&$deltatoken=b');
    expect(status).toBe(400);
    expect(body['error']).toMatchObject({
      code: 'Request_BadRequest',
      message: "Both skiptoken and deltatoken can't be in the same request.",
      innerError: { 'request-id': expect.any(String), 'client-request-id': expect.any(String) },
    });
  });

  test('void ones get 410 with Location: after a reset, after seven days, from another world', async () => {
    const link = await latest();
    await control(cloud, 'POST', `/tenants/${TENANT}/delta-reset`);
    const gone = await call('GET', link);
    expect(gone).toMatchObject({ status: 410, body: { error: { code: 'syncStateNotFound' } } });
    expect(gone.headers.get('location')).toBe(
      'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=',
    );
    expect((await call('GET', gone.headers.get('location') ?? '')).status).toBe(200);

    const old = await latest();
    await control(cloud, 'POST', '/clock', { advance: 'P6DT23H' });
    expect((await call('GET', old)).status).toBe(200);
    await control(cloud, 'POST', '/clock', { advance: 'PT2H' });
    expect((await call('GET', old)).status).toBe(410);
  });

  test('those of another tenant, of another resource and garbled ones are refused', async () => {
    const foreign = graphCaller(cloud, appToken(cloud, OTHER_TENANT));
    expect((await foreign('GET', await latest())).status).toBe(400);
    expect((await call('GET', (await latest()).replace('/users/', '/groups/'))).status).toBe(400);
    expect((await call('GET', '/users/delta?$deltatoken=garbled')).status).toBe(400);
  });
});

describe('faults', () => {
  afterEach(() => cloud.faults.clear());
  beforeEach(() => cloud.faults.clear());
  const queue = (fault: object) =>
    control(cloud, 'POST', '/faults', {
      host: 'graph.microsoft.com',
      path: '/v1.0/users/delta',
      ...fault,
    });

  test.each([
    ['gone', 410, 'syncStateNotFound'],
    ['syncStateNotFound', 400, 'syncStateNotFound'],
    ['expiredPageToken', 400, 'Directory_ExpiredPageToken'],
    ['steadyState', 400, 'Request_BadRequest'],
  ])('%s strikes in the middle of a pass', async (delta, status, code) => {
    await queue({ delta, skip: 1 });
    const { body } = await call('GET', FIRST);
    const second = await call('GET', String(body['@odata.nextLink']));
    expect(second).toMatchObject({ status, body: { error: { code } } });
    expect((await call('GET', String(body['@odata.nextLink']))).status).toBe(200);
  });

  test('a run of empty pages ends, and nothing is lost', async () => {
    await queue({ delta: 'emptyPage', times: 5 });
    const { pages, rows } = await allPages(call, FIRST);
    expect(pages.filter(({ value }) => value.length === 0)).toHaveLength(5);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(tenant.directory.users.live());
    expect(cloud.faults.list()).toMatchObject([{ struck: 5, left: 0 }]);
  });

  test('stale rows come before the real ones', async () => {
    const stale = { id: idAt(3), accountEnabled: false };
    await queue({ rowsBefore: [stale] });
    const { value } = (await call('GET', FIRST)).body as unknown as Page;
    expect(value.slice(0, 2)).toMatchObject([stale, { id: idAt(0) }]);
  });
});
