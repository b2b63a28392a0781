import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { followGroup, unfollowGroup } from '../../api/directory/actions/groups.ts';
import { THIS_PROCESS } from '../../api/directory/actions/lease.ts';
import {
  directGroupsOf,
  effectiveGroupsOf,
  followedGroupsOf,
} from '../../api/directory/actions/memberships.ts';
import { runSync } from '../../api/directory/actions/run-sync.ts';
import { AppError } from '../../api/kernel/errors.ts';
import type { GroupKind } from '../../local/tenants/group.ts';
import type { Tenant as CloudTenant } from '../../local/tenants/tenant.ts';
import { startHarness, type Harness } from './harness.ts';

const ACTOR = { personId: null, actId: 'test' };

describe.each([1, 4])('followed groups, %i buckets', (buckets) => {
  let harness: Harness;
  let home: CloudTenant;
  beforeEach(async () => {
    harness = await startHarness({ buckets, directory: { users: 700 } });
    home = harness.cloud.tenant(harness.tenant.tenantId);
    await run();
  });
  afterEach(() => harness.close());

  const run = () => runSync(harness.world, harness.tenant, THIS_PROCESS);
  const aUser = (place: number): string => home.directory.users.standing(place).user.id;
  const users = (...places: number[]): string[] => places.map(aUser);
  const group = (
    members: { userIds?: string[]; groupIds?: string[] } = {},
    kind: GroupKind = 'security',
  ): string => {
    const { userIds = [], groupIds = [] } = members;
    const displayName = `Group ${home.directory.groups.all().length}`;
    home.perform({ act: 'addGroup', kind, displayName, userIds, groupIds });
    return home.directory.groups.all().at(-1)?.group.id ?? '';
  };
  const change = (act: 'addMembers' | 'removeMembers', groupId: string, ids: object): void => {
    home.perform({ ...{ act, groupId, userIds: [], groupIds: [] }, ...ids });
  };
  const follow = (groupId: string) => followGroup(harness.world, harness.tenant, ACTOR, groupId);
  const holding = async (place: number): Promise<string[]> => {
    const held = await effectiveGroupsOf(harness.world, harness.tenant, [aUser(place)]);
    return [...(held.get(aUser(place)) ?? [])].sort();
  };
  const followed = async () =>
    (await followedGroupsOf(harness.world, harness.tenant)).map(({ groupId }) => groupId).sort();

  test('L-13: the members are known when following returns, and followed from then on', async () => {
    const id = group({ userIds: users(...Array.from({ length: 600 }, (_, i) => 10 + i)) });
    await follow(id);
    expect(await holding(10)).toEqual([id]);
    expect(await holding(609)).toEqual([id]);
    expect(await holding(610)).toEqual([]);
    change('addMembers', id, { userIds: users(610) });
    change('removeMembers', id, { userIds: users(10) });
    await run();
    expect(await holding(610)).toEqual([id]);
    expect(await holding(10)).toEqual([]);
  });

  test('L-13: members of nested groups are members, also of a group that comes in later', async () => {
    const inner = group({ userIds: users(20) });
    const middle = group({ groupIds: [inner] });
    const outer = group({ groupIds: [middle] });
    await follow(outer);
    expect(await holding(20)).toEqual([inner, middle, outer].sort());
    const late = group({ userIds: users(21) });
    change('addMembers', inner, { groupIds: [late] });
    await run();
    expect(await holding(21)).toContain(outer);
    change('removeMembers', middle, { groupIds: [inner] });
    await run();
    expect(await holding(20)).toEqual([]);
    expect(await followed()).toEqual([middle, outer].sort());
  });

  test('groups that hold each other are followed all the same', async () => {
    const one = group({ userIds: users(20) });
    const other = group({ userIds: users(21), groupIds: [one] });
    change('addMembers', one, { groupIds: [other] });
    await follow(one);
    expect(await holding(21)).toEqual([one, other].sort());
    await unfollowGroup(harness.world, harness.tenant, ACTOR, one);
    expect(await followed()).toEqual([]);
  });

  test('unfollowing lets go of the group and of what only it holds', async () => {
    const shared = group({ userIds: users(20) });
    const one = group({ groupIds: [shared] });
    const other = group({ groupIds: [shared] });
    await follow(one);
    await follow(other);
    await unfollowGroup(harness.world, harness.tenant, ACTOR, one);
    expect(await followed()).toEqual([other, shared].sort());
    expect(await holding(20)).toEqual([other, shared].sort());
    await unfollowGroup(harness.world, harness.tenant, ACTOR, other);
    expect(await followed()).toEqual([]);
    expect(await directGroupsOf(harness.world, harness.tenant, users(20))).toEqual([[]]);
  });

  test('following twice, and unfollowing what is not followed, change nothing', async () => {
    const id = group({ userIds: users(20) });
    await Promise.all([follow(id), follow(id)]);
    await follow(id);
    expect(await followed()).toEqual([id]);
    await unfollowGroup(harness.world, harness.tenant, ACTOR, group());
    expect(await followed()).toEqual([id]);
  });

  test('L-13: dynamic and Microsoft 365 groups are read, mail distribution groups are refused', async () => {
    await follow(group({ userIds: users(20) }, 'dynamic'));
    await follow(group({ userIds: users(20) }, 'microsoft365'));
    const refused = await follow(group({ userIds: users(20) }, 'distribution')).catch(
      (error: unknown) => error,
    );
    expect((refused as AppError).code).toBe('group-unusable');
    const unknown = await follow(aUser(1)).catch((error: unknown) => error);
    expect((unknown as AppError).code).toBe('not-found');
    expect((await followed()).length).toBe(2);
  });

  test('a mail distribution group that is nested in a security group is not read', async () => {
    const mail = group({ userIds: users(20) }, 'distribution');
    const outer = group({ userIds: users(21), groupIds: [mail] });
    await follow(outer);
    expect(await holding(20)).toEqual([]);
    expect(await holding(21)).toEqual([outer]);
  });

  test('a group that is deleted has no members any more', async () => {
    const id = group({ userIds: users(20) });
    await follow(id);
    home.perform({ act: 'deleteGroup', id });
    await run();
    expect(await holding(20)).toEqual([]);
    await run();
    const [gone] = await followedGroupsOf(harness.world, harness.tenant);
    expect(gone?.state).toBe('gone');
  });

  test('after a reset, and once a week, the members are read anew', async () => {
    const inner = group({ userIds: users(30) });
    const id = group({ userIds: users(20, 21), groupIds: [inner] });
    await follow(id);
    change('removeMembers', id, { userIds: users(20), groupIds: [inner] });
    change('addMembers', id, { userIds: users(22) });
    home.perform({ act: 'resetDelta' });
    await run();
    expect(await Promise.all([20, 21, 22, 30].map(holding))).toEqual([[], [id], [id], []]);
    harness.cloud.clock.advance('P7D');
    await run();
    const [group0] = await followedGroupsOf(harness.world, harness.tenant);
    expect(group0?.generation).toBe(3);
    expect(await holding(21)).toEqual([id]);
  });

  test('a member whom the group tells of before the users do is known as one', async () => {
    const id = group();
    await follow(id);
    home.perform({ act: 'addSeededUsers', count: 1, seed: 1 });
    const newest = home.directory.users.total() - 1;
    change('addMembers', id, { userIds: users(newest) });
    // The users' changes lag behind those of the groups.
    harness.cloud.faults.add({
      ...{ host: 'graph.microsoft.com', path: '/v1.0/users/delta', times: 1, status: 200 },
      body: { value: [], '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/users/delta?x=1' },
    });
    await run();
    expect(await holding(newest)).toEqual([id]);
  });
});
