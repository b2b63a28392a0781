import { tell } from '../../audit/actions.ts';
import { newJob, startingJob } from '../../jobs/actions.ts';
import { jobs } from '../../jobs/kinds.ts';
import type { Job } from '../../jobs/rules.ts';
import { idFrom, type CatalogId, type TrainingId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, remove, replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { catalogAdmins, catalogs, trainings } from '../kinds.ts';
import type { CatalogAdmin, TrainingType } from '../rules.ts';
import { catalogTotals, trainingTotal } from '../../seats/actions/figures.ts';
import { readCatalog, refuseChanged } from './catalogs.ts';
import { readTraining } from './trainings.ts';

/** The kind of the job that ends what is in a deleted course or training plan. */
export const DELETE_TRAINING = 'delete-training';
/** The kind of the job that ends what is in a deleted catalog. */
export const DELETE_CATALOG = 'delete-catalog';

/**
 * Deletes a course or training plan (L-5, S-7): from this commit on nobody sees it or is enrolled in it; the job ends
 * its enrolments and frees the seats.
 * @throws AppError `not-found`, `version-changed`
 */
export async function deleteTraining(
  world: World,
  tenant: Tenant,
  actor: Actor,
  trainingId: TrainingId,
  type: TrainingType,
  expected: Version | null,
): Promise<Job> {
  const total = await trainingTotal(world, tenant, trainingId);
  for (;;) {
    const held = await readTraining(world, tenant, trainingId, type);
    refuseChanged(held, expected);
    const job = newJob(world, {
      kind: DELETE_TRAINING,
      jobId: idFrom(DELETE_TRAINING, trainingId),
      input: { trainingId, catalogId: held.doc.catalogId },
      createdBy: actor.personId,
      total,
      cancellable: false,
    });
    const result = await startingJob(world, tenant, job, () =>
      world.store.commit(rootOf(tenant.tenantId), [
        replace(trainings, { ...held.doc, existence: 'deleting' }, held.version),
        create(jobs, job),
        tell(actor, world.clock.now(), 'training-deletion-begun', { trainingId, jobId: job.jobId }),
      ]),
    );
    if (result.outcome === 'committed') return job;
  }
}

/**
 * Deletes a catalog with its courses, training plans, enrolments and Users list (S-7), as `deleteTraining` does.
 * @throws AppError `not-found`, `version-changed`
 */
export async function deleteCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  expected: Version | null,
): Promise<Job> {
  const { listed } = await catalogTotals(world, tenant, catalogId);
  for (;;) {
    const held = await readCatalog(world, tenant, catalogId);
    refuseChanged(held, expected);
    const job = newJob(world, {
      kind: DELETE_CATALOG,
      jobId: idFrom(DELETE_CATALOG, catalogId),
      input: { catalogId },
      createdBy: actor.personId,
      total: listed,
      cancellable: false,
    });
    const result = await startingJob(world, tenant, job, () =>
      world.store.commit(rootOf(tenant.tenantId), [
        replace(catalogs, { ...held.doc, existence: 'deleting' }, held.version),
        create(jobs, job),
        tell(actor, world.clock.now(), 'catalog-deletion-begun', { catalogId, jobId: job.jobId }),
      ]),
    );
    if (result.outcome === 'committed') return job;
  }
}

/** Marks every course and training plan of a catalog that is being deleted; gives all that were or are marked. */
export async function markTrainingsDeleting(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
): Promise<TrainingId[]> {
  const root = rootOf(tenant.tenantId);
  const marked: TrainingId[] = [];
  for (const type of ['course', 'plan'] as const) {
    for (const existence of ['live', 'deleting'] as const) {
      const equals = { catalogId, type, existence };
      for (const held of await allOf(world.store, root, trainings, 'byCatalog', { equals })) {
        const { trainingId } = held.doc;
        await setExistence(world, tenant, actor, trainingId, 'deleting');
        marked.push(trainingId);
      }
    }
  }
  return [...new Set(marked)];
}

/** Marks a training, or without one the catalog, as deleted for good; it stays readable for the history. */
export async function finishDeletion(
  world: World,
  tenant: Tenant,
  actor: Actor,
  what: { readonly catalogId: CatalogId; readonly trainingId?: TrainingId },
): Promise<void> {
  if (what.trainingId !== undefined) {
    await setExistence(world, tenant, actor, what.trainingId, 'deleted');
    return;
  }
  const root = rootOf(tenant.tenantId);
  const { catalogId } = what;
  for (const admin of await allOf(world.store, root, catalogAdmins, 'byCatalog', {
    equals: { catalogId },
  })) {
    await withdrawAdmin(world, tenant, actor, admin);
  }
  for (;;) {
    const held = await world.store.read(root, catalogs, { catalogId });
    if (held === null || held.doc.existence === 'deleted') return;
    await world.store.commit(root, [
      replace(catalogs, { ...held.doc, existence: 'deleted' }, held.version),
      tell(actor, world.clock.now(), 'catalog-deleted', { catalogId }),
    ]);
  }
}

async function setExistence(
  world: World,
  tenant: Tenant,
  actor: Actor,
  trainingId: TrainingId,
  existence: 'deleting' | 'deleted',
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, trainings, { trainingId });
    if (held === null || held.doc.existence === existence || held.doc.existence === 'deleted') {
      return;
    }
    await world.store.commit(root, [
      replace(trainings, { ...held.doc, existence }, held.version),
      tell(actor, world.clock.now(), `training-${existence}`, { trainingId }),
    ]);
  }
}

const withdrawAdmin = (
  world: World,
  tenant: Tenant,
  actor: Actor,
  admin: Held<CatalogAdmin>,
): Promise<unknown> => {
  const { catalogId, personId } = admin.doc;
  return world.store.commit(rootOf(tenant.tenantId), [
    remove(catalogAdmins, { catalogId, personId }, admin.version),
    tell(actor, world.clock.now(), 'catalog-admin-withdrawn', { catalogId, personId }),
  ]);
};
