import type { PersonId } from '../../kernel/ids.ts';
import type { GroupRow } from '../../ports/directory.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import type { FollowedGroup, FollowedState } from '../rules/groups.ts';
import { LINK_AGE_MAX_MS, RECONCILE_EVERY_MS, RESETS_PER_RUN_MAX } from '../rules/policy.ts';
import type { Lease } from './lease.ts';
import { changeNesting, settleNesting } from './nesting.ts';
import { applyTruths } from './people-page.ts';
import { addMembers, membersOf, removeMembers } from './write-memberships.ts';

/**
 * Reads the changes of one followed group to their end: of each page the memberships first, then the nesting, then the
 * people whom it concerns are settled, the cursor last. Whatever a crash leaves is done again by the next run, and doing
 * it again changes nothing.
 *
 * @throws AppError `directory-unavailable`, `consent-missing`; LeaseLost where another worker has taken over
 */
export async function syncGroup(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
): Promise<void> {
  await settleNesting(world, tenant, lease, actor);
  if (!(await isUsable(world, tenant, lease, actor))) return;
  if (needsFullPass(lease.doc(), world.clock.now())) await lease.save(fromStart);
  const { groupId } = lease.doc();
  for (let resets = 0; ;) {
    const answer = await world.directory.groupChanges(tenant.tenantId, groupId, lease.doc().link);
    if (answer.outcome === 'reset') {
      if (++resets > RESETS_PER_RUN_MAX) return;
      await lease.save(fromStart);
      continue;
    }
    lease.mustHold();
    const rows = answer.rows.filter((row) => row.id === groupId);
    if (await wasDeleted(world, tenant, rows)) {
      await letGo(world, tenant, lease, actor, 'gone');
      return;
    }
    await applyRows(world, tenant, lease, actor, rows);
    if (answer.complete) await dropMissed(world, tenant, lease, actor);
    const now = world.clock.now();
    await lease.save((group) => ({
      link: answer.link,
      linkAt: now,
      ...(answer.complete ? { ...READ, lastReadAt: now } : {}),
      ...(answer.complete && group.fullPass ? { lastFullPassAt: now } : {}),
    }));
    if (answer.complete) return;
  }
}

const READ = { state: 'following', fullPass: false, childrenSeen: [] } as const;

const fromStart = (group: FollowedGroup): Partial<FollowedGroup> => ({
  link: null,
  generation: group.generation + 1,
  fullPass: true,
  childrenSeen: [],
});

/** Also a pass whose first page was never saved begins anew: what it told of may be gone. */
function needsFullPass(group: FollowedGroup, now: number): boolean {
  const { link, linkAt, epoch, fullPass, lastFullPassAt } = group;
  if (link === null) return epoch > 1;
  if (now - linkAt > LINK_AGE_MAX_MS) return true;
  return !fullPass && lastFullPassAt !== null && now - lastFullPassAt >= RECONCILE_EVERY_MS;
}

/** Before the first reading, and while it is gone: whether the directory has such a group, and one that can be read. */
async function isUsable(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
): Promise<boolean> {
  const { groupId, state } = lease.doc();
  if (state === 'following') return true;
  const found = await world.directory.group(tenant.tenantId, groupId);
  const bad = found === null ? 'gone' : found.kind === 'distribution' ? 'unusable' : null;
  if (bad !== null) {
    if (state !== bad) await letGo(world, tenant, lease, actor, bad);
    return false;
  }
  const displayName = found?.displayName ?? '';
  await lease.save((group) => ({
    displayName,
    ...(state === 'reading' ? {} : { ...fromStart(group), state: 'reading' }),
  }));
  return true;
}

/** A page may speak of a deletion long past, so the directory is asked. */
async function wasDeleted(
  world: World,
  tenant: Tenant,
  rows: readonly GroupRow[],
): Promise<boolean> {
  const removed = rows.find((row) => row.removed !== undefined);
  if (removed === undefined) return false;
  return (await world.directory.group(tenant.tenantId, removed.id)) === null;
}

/** What a page says of the group; of each member its last word holds. */
async function applyRows(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
  rows: readonly GroupRow[],
): Promise<void> {
  const { groupId, generation } = lease.doc();
  const members = new Map(
    rows.flatMap((row) => row.members.map((member) => [member.id, member] as const)),
  );
  const idsOf = (type: 'user' | 'group', removed: boolean): string[] =>
    [...members.values()].filter((m) => m.type === type && m.removed === removed).map((m) => m.id);

  const joined = idsOf('user', false);
  const left = idsOf('user', true);
  await addMembers(world, tenant, groupId, joined, generation);
  await removeMembers(world, tenant, groupId, left, (ids) =>
    settleThoseWhoLeft(world, tenant, actor, ids),
  );
  await settleGroups(world, tenant, actor, joined);
  await changeNesting(world, tenant, lease, actor, {
    joined: idsOf('group', false),
    left: idsOf('group', true),
  });
  const displayName = rows.findLast((row) => typeof row.displayName === 'string')?.displayName;
  if (typeof displayName === 'string' && displayName !== lease.doc().displayName) {
    await lease.save({ displayName });
  }
}

/**
 * Settles people whom the group no longer names. A deleted account vanishes from its groups too, often before the users'
 * changes tell of the deletion, so the directory is asked first: what came through the group is kept then (S-5).
 */
async function settleThoseWhoLeft(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<void> {
  await applyTruths(world, tenant, actor, personIds, null, 'unless-absent');
  await settleGroups(world, tenant, actor, personIds);
}

/** At the end of a pass from the start: the members that it did not tell of are members no more. */
async function dropMissed(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
): Promise<void> {
  const { groupId, generation, fullPass, children, childrenSeen } = lease.doc();
  if (!fullPass || generation === 1) return;
  for await (const members of membersOf(world, tenant, groupId)) {
    const missed = members.filter((member) => member.generation < generation);
    const personIds = missed.map(({ personId }) => personId);
    await removeMembers(world, tenant, groupId, personIds, (ids) =>
      settleThoseWhoLeft(world, tenant, actor, ids),
    );
    await lease.save({});
  }
  const left = children.filter((child) => !childrenSeen.includes(child));
  await changeNesting(world, tenant, lease, actor, { joined: [], left });
}

/** The group is gone, or cannot be read: whatever came through it ends. */
async function letGo(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
  state: FollowedState,
): Promise<void> {
  await dropMemberships(world, tenant, lease, actor);
  await lease.save({ state, lastReadAt: world.clock.now() });
}

/**
 * Drops every membership in a group, and settles whom that concerns. The group is first made one that is to be read from
 * the start: whoever follows it again after a stop in between finds it so, and not half empty.
 */
export async function dropMemberships(
  world: World,
  tenant: Tenant,
  lease: Lease<FollowedGroup>,
  actor: Actor,
): Promise<void> {
  const { groupId, children } = lease.doc();
  await lease.save((group) => ({ ...fromStart(group), state: 'reading' }));
  await changeNesting(world, tenant, lease, actor, { joined: [], left: children });
  for await (const members of membersOf(world, tenant, groupId)) {
    const personIds = members.map(({ personId }) => personId);
    await removeMembers(world, tenant, groupId, personIds, (ids) =>
      settleGroups(world, tenant, actor, ids),
    );
    await lease.save({});
  }
}
