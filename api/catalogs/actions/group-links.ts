import { tell } from '../../audit/actions.ts';
import { unfollowGroup } from '../../directory/actions/groups.ts';
import { followedGroupsOf } from '../../directory/actions/memberships.ts';
import { newJob, startingJob } from '../../jobs/actions.ts';
import { jobs } from '../../jobs/kinds.ts';
import type { Job } from '../../jobs/rules.ts';
import { notFound } from '../../kernel/errors.ts';
import { idFrom, type CatalogId, type GroupId, type TrainingId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, remove, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { catalogs, groupLinks, trainings, type KeptGroupLink } from '../kinds.ts';
import { readCatalog } from './catalogs.ts';
import { readTraining } from './trainings.ts';

/** The kind of the job that enrols or lists a group's members. */
export const LINK_GROUP = 'link-group';
/** The kind of the job that ends what came through a group. */
export const UNLINK_GROUP = 'unlink-group';

/** What a group's members are put in: a course or training plan, or with null the catalog's Users list alone. */
export interface GroupTarget {
  readonly catalogId: CatalogId;
  readonly trainingId: TrainingId | null;
}

const targetIdOf = (target: GroupTarget): string => target.trainingId ?? target.catalogId;

/**
 * Enrols or lists a directory group: its members now, and those who join later (L-13, S-6). The link and its job are one
 * commit with a write of the target, so that nothing is linked to what is being deleted.
 * @returns the job that follows the group and enrols; for a link that is there already, a new one that looks again
 * @throws AppError `not-found` for the target
 */
export async function linkGroup(
  world: World,
  tenant: Tenant,
  actor: Actor,
  target: GroupTarget,
  groupId: GroupId,
): Promise<Job> {
  const root = rootOf(tenant.tenantId);
  const targetId = targetIdOf(target);
  const job = newJob(world, {
    kind: LINK_GROUP,
    jobId: idFrom(LINK_GROUP, actor.actId, targetId, groupId),
    input: { ...target, groupId },
    createdBy: actor.personId,
  });
  const before = await world.store.read(root, jobs, { jobId: job.jobId });
  if (before !== null) return before.doc;
  for (;;) {
    const existing = await world.store.read(root, groupLinks, { targetId, groupId });
    const link: KeptGroupLink = { ...target, targetId, groupId };
    const guard = await guardOf(world, tenant, target);
    const result = await startingJob(world, tenant, job, () =>
      world.store.commit(root, [
        existing === null
          ? create(groupLinks, link)
          : replace(groupLinks, existing.doc, existing.version),
        guard,
        create(jobs, job),
        tell(actor, world.clock.now(), 'group-linked', { ...target, groupId }),
      ]),
    );
    if (result.outcome === 'committed') return job;
  }
}

/** Writes the target as it is: the commit fails where the target is deleted meanwhile. */
async function guardOf(world: World, tenant: Tenant, target: GroupTarget): Promise<AnyWrite> {
  if (target.trainingId === null) {
    const { doc, version } = await readCatalog(world, tenant, target.catalogId);
    return replace(catalogs, doc, version);
  }
  const { doc, version } = await readTraining(world, tenant, target.trainingId);
  return replace(trainings, doc, version);
}

/** Ends a group's link: what came through it alone ends (S-6). Under the same act, the same job. @throws AppError `not-found` */
export async function unlinkGroup(
  world: World,
  tenant: Tenant,
  actor: Actor,
  target: GroupTarget,
  groupId: GroupId,
): Promise<Job> {
  const root = rootOf(tenant.tenantId);
  const targetId = targetIdOf(target);
  const job = newJob(world, {
    kind: UNLINK_GROUP,
    jobId: idFrom(UNLINK_GROUP, actor.actId, targetId, groupId),
    input: { groupId },
    createdBy: actor.personId,
    cancellable: false,
  });
  const before = await world.store.read(root, jobs, { jobId: job.jobId });
  if (before !== null) return before.doc;
  for (;;) {
    const held = await world.store.read(root, groupLinks, { targetId, groupId });
    if (held === null) throw notFound('group link');
    const result = await startingJob(world, tenant, job, () =>
      world.store.commit(root, [
        remove(groupLinks, { targetId, groupId }, held.version),
        create(jobs, job),
        tell(actor, world.clock.now(), 'group-unlinked', { ...target, groupId }),
      ]),
    );
    if (result.outcome === 'committed') return job;
  }
}

/** Takes back a link whose group turned out to be unusable. */
export async function unlinkNow(
  world: World,
  tenant: Tenant,
  actor: Actor,
  target: GroupTarget,
  groupId: GroupId,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const targetId = targetIdOf(target);
  const held = await world.store.read(root, groupLinks, { targetId, groupId });
  if (held === null) return;
  await world.store.commit(root, [
    remove(groupLinks, { targetId, groupId }, held.version),
    tell(actor, world.clock.now(), 'group-unlinked', { targetId, groupId }),
  ]);
}

/** A group that is linked to something; the name is null until the group was read. */
export interface LinkedGroup {
  readonly groupId: GroupId;
  readonly displayName: string | null;
}

/** The groups that are linked to a course, a training plan, or a catalog's list. */
export async function linksTo(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  targetId: string,
): Promise<LinkedGroup[]> {
  const equals = { targetId };
  const held = await allOf(world.store, rootOf(tenant.tenantId), groupLinks, 'byTarget', {
    equals,
  });
  if (held.length === 0) return [];
  const followed = await followedGroupsOf(world, tenant);
  const names = new Map(followed.map(({ groupId, displayName }) => [groupId, displayName]));
  return held.map(({ doc: { groupId } }) => ({
    groupId,
    displayName: names.get(groupId) ?? null,
  }));
}

/** Ends every link to what is being deleted; gives whether there was any. */
export async function endGroupLinks(
  world: World,
  tenant: Tenant,
  actor: Actor,
  of: { readonly trainingId: TrainingId } | { readonly catalogId: CatalogId },
): Promise<boolean> {
  const root = rootOf(tenant.tenantId);
  const links: Held<KeptGroupLink>[] =
    'trainingId' in of
      ? await allOf(world.store, root, groupLinks, 'byTarget', {
          equals: { targetId: of.trainingId },
        })
      : await allOf(world.store, root, groupLinks, 'byCatalog', { equals: of });
  for (const { doc, version } of links) {
    const { targetId, groupId } = doc;
    await world.store.commit(root, [
      remove(groupLinks, { targetId, groupId }, version),
      tell(actor, world.clock.now(), 'group-unlinked', { targetId, groupId }),
    ]);
    await unfollowIfUnlinked(world, tenant, actor, groupId);
  }
  return links.length > 0;
}

/** Stops following a group that nothing is linked to any more. */
export async function unfollowIfUnlinked(
  world: World,
  tenant: Tenant,
  actor: Actor,
  groupId: GroupId,
): Promise<void> {
  const links = await world.store.list(rootOf(tenant.tenantId), groupLinks, 'byGroup', {
    from: groupId,
    upTo: groupId,
    limit: 1,
  });
  if (links.items.length === 0) await unfollowGroup(world, tenant, actor, groupId);
}
