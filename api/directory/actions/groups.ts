import { setTimeout as wait } from 'node:timers/promises';
import { AppError, notFound } from '../../kernel/errors.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { DirectoryGroup } from '../../ports/directory.ts';
import { create, replace } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { followedGroups } from '../kinds.ts';
import { containedIn, newFollowedGroup } from '../rules/groups.ts';
import { THIS_PROCESS } from './lease.ts';
import { followedGroupsOf } from './memberships.ts';
import { followAll } from './nesting.ts';
import { dropUnheld, readGroup } from './sync-groups.ts';

/** How often a group that another worker reads is looked at again, and how long in all. */
const LOOK_AGAIN_MS = 200;
const PATIENCE_MS = 150_000;

/**
 * Follows a group from now on, and reads its members and those of its nested groups before it returns; a repeat is
 * harmless. The members are settled by their groups as they are read.
 *
 * @throws AppError `not-found` where the directory has no such group, `group-unusable` for a mail distribution group
 * (L-13), `directory-unavailable`, `consent-missing`, `busy`
 */
export async function followGroup(
  world: World,
  tenant: Tenant,
  actor: Actor,
  groupId: GroupId,
): Promise<DirectoryGroup> {
  const group = await usableGroup(world, tenant, groupId);
  await ask(world, tenant, group);
  const read = new Set<GroupId>();
  for (;;) {
    const groups = await followedGroupsOf(world, tenant);
    const next = [...containedIn([groupId], groups)].filter((id) => !read.has(id));
    if (next.length === 0) return group;
    await followAll(world, tenant, next);
    for (const id of next) {
      read.add(id);
      await readNow(world, tenant, actor, id);
    }
  }
}

/** No longer follows a group for its own sake; what is nested in it goes with it, unless something else holds that. */
export async function unfollowGroup(
  world: World,
  tenant: Tenant,
  actor: Actor,
  groupId: GroupId,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, followedGroups, { groupId });
    if (held === null || !held.doc.asked) break;
    const write = replace(followedGroups, { ...held.doc, asked: false }, held.version);
    if ((await world.store.commit(root, [write])).outcome === 'committed') break;
  }
  await dropUnheld(world, tenant, THIS_PROCESS, actor);
}

/**
 * The group, where its members can be enrolled.
 * @throws AppError `not-found`, `group-unusable`
 */
export async function usableGroup(
  world: World,
  { tenantId }: Tenant,
  groupId: GroupId,
): Promise<DirectoryGroup> {
  const group = await world.directory.group(tenantId, groupId);
  if (group === null) throw notFound('group');
  if (group.kind === 'distribution') {
    throw new AppError(
      'group-unusable',
      'This is a mail distribution group, whose members cannot be read. Choose a security group or a Microsoft 365 group, or add the people one by one.',
    );
  }
  return group;
}

/** Writes that the group is followed for its own sake. */
async function ask(world: World, tenant: Tenant, group: DirectoryGroup): Promise<void> {
  const { groupId, displayName } = group;
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, followedGroups, { groupId });
    if (held?.doc.asked === true) return;
    const write =
      held === null
        ? create(followedGroups, newFollowedGroup(groupId, displayName, true, world.clock.now()))
        : replace(followedGroups, { ...held.doc, asked: true }, held.version);
    if ((await world.store.commit(root, [write])).outcome === 'committed') return;
  }
}

/** Reads the group, or waits until the worker that does so has read it. */
async function readNow(
  world: World,
  tenant: Tenant,
  actor: Actor,
  groupId: GroupId,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_AGAIN_MS) {
    if (await readGroup(world, tenant, THIS_PROCESS, actor, groupId)) return;
    await wait(LOOK_AGAIN_MS);
  }
  throw new AppError('busy', 'The group is being read by another worker. Try again in a moment.', {
    retryAfterSeconds: 30,
  });
}
