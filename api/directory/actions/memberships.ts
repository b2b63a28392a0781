import type { GroupId, PersonId } from '../../kernel/ids.ts';
import { bucketOf, rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { followedGroups, memberships } from '../kinds.ts';
import { containersOf, type FollowedGroup } from '../rules/groups.ts';

/** Every group that is followed in the tenant. */
export async function followedGroupsOf(
  world: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<readonly FollowedGroup[]> {
  const held = await allOf(world.store, rootOf(tenantId), followedGroups, 'all');
  return held.map(({ doc }) => doc);
}

/** Whether any group is followed in the tenant. */
export async function isAnyFollowed(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<boolean> {
  const { items } = await store.list(rootOf(tenantId), followedGroups, 'all', { limit: 1 });
  return items.length > 0;
}

/**
 * The followed groups that hold each of these people, directly or through nested groups (L-13). Who is in none of them
 * has an empty set.
 */
export async function effectiveGroupsOf(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, ReadonlySet<GroupId>>> {
  const containers = containersOf(await followedGroupsOf(world, tenant));
  const direct = containers.size === 0 ? [] : await directGroupsOf(world, tenant, personIds);
  return new Map(
    personIds.map((personId, i) => [
      personId,
      new Set((direct[i] ?? []).flatMap((groupId) => [...(containers.get(groupId) ?? [])])),
    ]),
  );
}

/** The followed groups that hold each of these people directly, in their order. */
export async function directGroupsOf(
  world: Pick<World, 'store'>,
  { tenantId, buckets }: Tenant,
  personIds: readonly PersonId[],
): Promise<readonly (readonly GroupId[])[]> {
  return Promise.all(
    personIds.map(async (personId) => {
      const partition = bucketOf(tenantId, personId, buckets);
      const held = await allOf(world.store, partition, memberships, 'byPerson', {
        equals: { personId },
      });
      return held.map(({ doc }) => doc.groupId);
    }),
  );
}
