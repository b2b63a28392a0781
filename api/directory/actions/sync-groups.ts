import { AppError } from '../../kernel/errors.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { remove } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { followedGroups } from '../kinds.ts';
import { containedIn, unheld, type FollowedGroup } from '../rules/groups.ts';
import { LeaseLost, takeLease, type Lease, type Worker } from './lease.ts';
import { followedGroupsOf } from './memberships.ts';
import { followAll } from './nesting.ts';
import { dropMemberships, syncGroup } from './sync-group.ts';

/** The lease of one followed group, or null where another worker reads it. */
const takeGroup = (
  world: World,
  tenant: Tenant,
  worker: Worker,
  groupId: GroupId,
): Promise<Lease<FollowedGroup> | null> =>
  takeLease({
    store: world.store,
    partition: rootOf(tenant.tenantId),
    kind: followedGroups,
    key: { groupId },
    worker,
  });

/**
 * Reads the changes of every followed group and of the groups that turn out to be nested in them; then lets go of the
 * groups that nothing holds any more. A group that another worker reads is left to it.
 *
 * @param step called after each group: it may throw to end the work there
 * @throws AppError `directory-unavailable`, `consent-missing`
 */
export async function syncGroups(
  world: World,
  tenant: Tenant,
  worker: Worker,
  actor: Actor,
  step: () => Promise<unknown>,
): Promise<void> {
  const read = new Set<GroupId>();
  for (;;) {
    const groups = await followedGroupsOf(world, tenant);
    const known = new Set(groups.map(({ groupId }) => groupId));
    await followAll(world, tenant, unknownChildren(groups, known));
    const next = groups.filter(({ groupId }) => !read.has(groupId));
    if (next.length === 0) break;
    for (const { groupId } of next) {
      read.add(groupId);
      await readGroup(world, tenant, worker, actor, groupId);
      await step();
    }
  }
  await dropUnheld(world, tenant, worker, actor);
}

/** Reads one group to its end; false where another worker has it. */
export async function readGroup(
  world: World,
  tenant: Tenant,
  worker: Worker,
  actor: Actor,
  groupId: GroupId,
): Promise<boolean> {
  const lease = await takeGroup(world, tenant, worker, groupId);
  if (lease === null) return false;
  return unlessLost(async () => {
    try {
      await syncGroup(world, tenant, lease, actor);
    } catch (error) {
      if (error instanceof AppError) await lease.release();
      throw error;
    } finally {
      lease.stopRenewing();
    }
    await lease.release();
  });
}

const unknownChildren = (groups: readonly FollowedGroup[], known: ReadonlySet<GroupId>) =>
  [...containedIn([...known], groups)].filter((groupId) => !known.has(groupId));

/** Groups that nobody asked for and that are nested in none that is asked for: their memberships go, then they. */
export async function dropUnheld(
  world: World,
  tenant: Tenant,
  worker: Worker,
  actor: Actor,
): Promise<void> {
  for (const { groupId } of unheld(await followedGroupsOf(world, tenant))) {
    const lease = await takeGroup(world, tenant, worker, groupId);
    if (lease === null) continue;
    if (lease.doc().asked) {
      await lease.release();
      continue;
    }
    await unlessLost(() => drop(world, tenant, actor, lease)).finally(() => lease.stopRenewing());
  }
}

async function drop(
  world: World,
  tenant: Tenant,
  actor: Actor,
  lease: Lease<FollowedGroup>,
): Promise<void> {
  const { groupId, epoch } = lease.doc();
  await dropMemberships(world, tenant, lease, actor);
  const root = rootOf(tenant.tenantId);
  const held = await world.store.read(root, followedGroups, { groupId });
  if (held?.doc.epoch !== epoch || held.doc.asked) return;
  await world.store.commit(root, [remove(followedGroups, { groupId }, held.version)]);
}

/** Does it; false where another worker has taken over, to whom it is left. */
async function unlessLost(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) return false;
    throw error;
  }
}
