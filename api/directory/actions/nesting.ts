import type { GroupId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import { followedGroups } from '../kinds.ts';
import { containedIn, newFollowedGroup, type FollowedGroup } from '../rules/groups.ts';
import type { Lease } from './lease.ts';
import { followedGroupsOf } from './memberships.ts';
import { membersOf } from './write-memberships.ts';

/**
 * Writes which groups are nested in a followed one, follows those that are new, and settles everybody in them. That they
 * are still to be settled is written with it, so a stop in between loses nobody.
 */
export async function changeNesting(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
  change: { readonly joined: readonly GroupId[]; readonly left: readonly GroupId[] },
): Promise<void> {
  const { joined, left } = change;
  if (joined.length + left.length === 0) return;
  const changed = (groups: readonly GroupId[]): GroupId[] => [
    ...new Set([...groups, ...joined].filter((id) => !left.includes(id))),
  ];
  await lease.save((group) => ({
    children: changed(group.children),
    childrenSeen: changed(group.childrenSeen),
    unsettled: [...new Set([...group.unsettled, ...joined, ...left])],
  }));
  await followAll(world, tenant, joined);
  await settleNesting(world, tenant, lease, actor);
}

/** Settles everybody in the groups whose nesting has changed. */
export async function settleNesting(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
): Promise<void> {
  const { unsettled } = lease.doc();
  if (unsettled.length === 0) return;
  const groups = await followedGroupsOf(world, tenant);
  for (const groupId of containedIn(unsettled, groups)) {
    for await (const members of membersOf(world, tenant, groupId)) {
      const personIds = members.map(({ personId }) => personId);
      await settleGroups(world, tenant, actor, personIds);
      await lease.save({});
    }
  }
  await lease.save({ unsettled: [] });
}

/** Follows those of these groups that are not followed yet, as nested ones. */
export async function followAll(
  world: World,
  tenant: Tenant,
  groupIds: readonly GroupId[],
): Promise<void> {
  for (const groupId of groupIds) {
    const group = newFollowedGroup(groupId, '', false, world.clock.now());
    await world.store.commit(rootOf(tenant.tenantId), [create(followedGroups, group)]);
  }
}
