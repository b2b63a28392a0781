import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import { allPages, appToken, control, graphCaller, TENANT } from './clients.ts';
import type { GraphCaller, Row } from './clients.ts';

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } };
const USERS = 1_300;

let cloud: LocalCloud;
let tenant: Tenant;
let call: GraphCaller;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [{ id: TENANT, name: 'Contoso', users: USERS, groups: 15 }],
  });
  tenant = cloud.tenant(TENANT);
  call = graphCaller(cloud, appToken(cloud, TENANT));
});
afterAll(() => cloud.close());

const userId = (index: number): string => tenant.directory.users.standing(index).user.id;
const live = (): number => tenant.directory.users.live();

async function makeGroup(
  displayName: string,
  userIds: string[],
  groupIds: string[] = [],
  kind = 'security',
): Promise<string> {
  const { status, body } = await control(cloud, 'POST', `/tenants/${TENANT}/groups`, {
    displayName,
    userIds,
    groupIds,
    kind,
  });
  expect(status).toBe(201);
  return String(body['id']);
}
const change = (id: string, act: 'members' | 'members/removal', body: object) =>
  control(cloud, 'POST', `/tenants/${TENANT}/groups/${id}/${act}`, body);

/** The members that rows of delta tell of, all rows of a group taken together. */
function membersIn(rows: readonly Row[], id: string): { joined: string[]; left: string[] } {
  const told = rows
    .filter((row) => row.id === id)
    .flatMap(
      (row) => (row['members@delta'] ?? []) as (Row & { '@removed'?: { reason: string } })[],
    );
  return {
    joined: told.filter((member) => !member['@removed']).map((member) => member.id),
    left: told
      .filter((member) => member['@removed']?.reason === 'deleted')
      .map((member) => member.id),
  };
}

describe('the list of groups', () => {
  test('holds security, Microsoft 365, dynamic, distribution and nested groups', async () => {
    const { rows } = await allPages(call, '/groups');
    expect(rows).toHaveLength(15);
    const kinds = new Set(
      rows.map((row) =>
        [row['groupTypes'], row['mailEnabled'], row['securityEnabled']].flat().join(),
      ),
    );
    expect(kinds).toEqual(
      new Set(['DynamicMembership,false,true', 'false,true', 'Unified,true,false', 'true,false']),
    );
  });

  test('is searched and filtered', async () => {
    const search = `$search=${encodeURIComponent('"displayName:fin"')}`;
    expect((await call('GET', `/groups?${search}`)).status).toBe(400);
    const found = (await call('GET', `/groups?${search}`, EVENTUAL)).body['value'] as Row[];
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((row) => String(row['displayName']).startsWith('Finance'))).toBe(true);
    const filter = encodeURIComponent(
      "startswith(displayName,'Region') and securityEnabled eq true",
    );
    expect((await call('GET', `/groups?$filter=${filter}`)).body['value']).toHaveLength(2);
    expect((await call('GET', `/groups/${TENANT}`)).status).toBe(404);
  });
});

describe('members', () => {
  test('of a large dynamic group are paged, each once', async () => {
    const all = tenant.directory.groups.all()[0]?.group.id ?? '';
    const { pages, rows } = await allPages(call, `/groups/${all}/members?$top=500&$select=id`);
    expect(pages).toHaveLength(3);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(live());
    expect(rows[0]).toMatchObject({ '@odata.type': '#microsoft.graph.user' });
  });

  test('can be cast to users, reach through nested groups, and are counted', async () => {
    const inner = await makeGroup('Inner', [userId(20), userId(21)]);
    const middle = await makeGroup('Middle', [userId(21), userId(22)], [inner]);
    const outer = await makeGroup('Outer', [userId(23)], [middle]);
    const ids = async (path: string): Promise<string[]> =>
      (await allPages(call, path)).rows.map(({ id }) => id).sort();
    expect(await ids(`/groups/${outer}/members`)).toEqual([userId(23), middle].sort());
    expect(await ids(`/groups/${outer}/members/microsoft.graph.user`)).toEqual([userId(23)]);
    const everybody = [20, 21, 22, 23].map(userId);
    expect(await ids(`/groups/${outer}/transitiveMembers/microsoft.graph.user?$top=1`)).toEqual(
      everybody.sort(),
    );
    expect(await ids(`/groups/${outer}/transitiveMembers`)).toEqual(
      [...everybody, inner, middle].sort(),
    );
    const counted = await call(
      'GET',
      `/groups/${outer}/transitiveMembers/microsoft.graph.user?$count=true&$top=1`,
      EVENTUAL,
    );
    expect(counted.body['@odata.count']).toBe(4);
    await change(inner, 'members', { userIds: [userId(24)] });
    expect(await ids(`/groups/${outer}/transitiveMembers/microsoft.graph.user`)).toEqual(
      [...everybody, userId(24)].sort(),
    );
  });

  test('go with a deleted user and come back with a restored one', async () => {
    const group = await makeGroup('Travellers', [userId(30), userId(31)]);
    const ids = async (): Promise<string[]> =>
      (await allPages(call, `/groups/${group}/members`)).rows.map(({ id }) => id).sort();
    tenant.perform({ act: 'deleteUser', id: userId(30) });
    expect(await ids()).toEqual([userId(31)]);
    tenant.perform({ act: 'restoreUser', id: userId(30) });
    expect(await ids()).toEqual([userId(30), userId(31)].sort());
  });

  test('of a dynamic group cannot be set by hand', async () => {
    const dynamic = tenant.directory.groups.all()[0]?.group.id ?? '';
    const refused = await change(dynamic, 'members', { userIds: [userId(1)] });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'wrong-state', detail: expect.stringContaining('dynamic') },
    });
  });
});

describe('groups/delta', () => {
  const FIRST = '/groups/delta?$select=displayName,members';
  const latest = async (): Promise<string> =>
    String((await call('GET', `${FIRST}&$deltatoken=latest`)).body['@odata.deltaLink']);

  test('brings large groups over several rows of at most 500 members', async () => {
    const all = tenant.directory.groups.all()[0]?.group.id ?? '';
    const { pages, rows } = await allPages(call, FIRST);
    expect(new Set(membersIn(rows, all).joined).size).toBe(live());
    expect(rows.filter(({ id }) => id === all).length).toBeGreaterThan(2);
    for (const { value } of pages) {
      const members = value.flatMap((row) => (row['members@delta'] ?? []) as unknown[]);
      expect(members.length).toBeLessThanOrEqual(500);
    }
    expect(rows.filter((row) => 'displayName' in row)).toHaveLength(
      tenant.directory.groups.all().filter(({ deleted }) => !deleted).length,
    );
  });

  test('tells who joined and left, users and groups, with the last word only', async () => {
    const [first, second] = [await makeGroup('First', [userId(40)]), await makeGroup('Second', [])];
    const link = await latest();
    await change(first, 'members', { userIds: [userId(41), userId(42)], groupIds: [second] });
    await change(first, 'members/removal', { userIds: [userId(40), userId(42)] });
    const { rows, deltaLink } = await allPages(call, link);
    expect(membersIn(rows, first)).toEqual({
      joined: [userId(41), second],
      left: [userId(42), userId(40)],
    });
    const types = (rows[0]?.['members@delta'] as Row[]).map((member) => member['@odata.type']);
    expect(new Set(types)).toEqual(new Set(['#microsoft.graph.user', '#microsoft.graph.group']));
    expect((await allPages(call, deltaLink)).rows).toEqual([]);
  });

  test('tells new, renamed and deleted groups, and 1,200 joiners over several pages', async () => {
    const doomed = await makeGroup('Doomed', []);
    const unified = await makeGroup('Doomed team', [], [], 'microsoft365');
    const grown = await makeGroup('Grown', []);
    const link = await latest();
    const made = await makeGroup('Made', [userId(50)]);
    await control(cloud, 'PATCH', `/tenants/${TENANT}/groups/${made}`, {
      displayName: 'Made and renamed',
    });
    for (const id of [doomed, unified]) {
      await control(cloud, 'POST', `/tenants/${TENANT}/groups/${id}/deletion`);
    }
    await change(grown, 'members', {
      userIds: Array.from({ length: 1_200 }, (_, index) => userId(index)),
    });
    const { pages, rows } = await allPages(call, link);
    expect(pages.length).toBeGreaterThan(2);
    expect(rows.filter(({ id }) => id === doomed)).toEqual([
      { id: doomed, '@removed': { reason: 'deleted' } },
    ]);
    expect(rows.filter(({ id }) => id === unified)).toEqual([
      { id: unified, '@removed': { reason: 'changed' } },
    ]);
    expect(rows.find(({ id }) => id === made)).toMatchObject({ displayName: 'Made and renamed' });
    expect(membersIn(rows, made).joined).toEqual([userId(50)]);
    expect(new Set(membersIn(rows, grown).joined).size).toBe(1_200);
  });

  test('says nothing of members that were not asked for, and narrows to 50 ids', async () => {
    const [one, two] = [await makeGroup('One', [userId(1)]), await makeGroup('Two', [userId(1)])];
    const plain = await allPages(call, '/groups/delta?$select=displayName');
    expect(plain.rows.every((row) => !('members@delta' in row))).toBe(true);
    await change(one, 'members', { userIds: [userId(2)] });
    expect((await allPages(call, plain.deltaLink)).rows).toEqual([]);
    const filter = (ids: string[]): string =>
      encodeURIComponent(ids.map((id) => `id eq '${id}'`).join(' or '));
    const narrowed = await allPages(call, `/groups/delta?$expand=members&$filter=${filter([two])}`);
    expect(narrowed.rows.map(({ id }) => id)).toEqual([two]);
    expect(membersIn(narrowed.rows, two).joined).toEqual([userId(1)]);
    expect(
      (await call('GET', `/groups/delta?$filter=${filter(Array(51).fill(two) as string[])}`))
        .status,
    ).toBe(400);
  });

  test('tells that a deleted member left and a restored one joined', async () => {
    const group = await makeGroup('Returners', [userId(60)]);
    const link = await latest();
    tenant.perform({ act: 'deleteUser', id: userId(60) });
    const gone = await allPages(call, link);
    expect(membersIn(gone.rows, group).left).toEqual([userId(60)]);
    tenant.perform({ act: 'restoreUser', id: userId(60) });
    expect(membersIn((await allPages(call, gone.deltaLink)).rows, group).joined).toEqual([
      userId(60),
    ]);
  });
});
