import type { JobRun, JobWork } from '../jobs/work.ts';
import { bucketsOf } from '../ports/partitions.ts';
import { endFreeing, foreseeFreeing, noteFreed } from '../limits/actions/freeing.ts';
import { pagesOf } from '../ports/reading.ts';
import type { Tenant, World } from '../ports/world.ts';
import { endEnrolments } from '../seats/actions/enrol.ts';
import { closeCatalog, closeTraining } from '../seats/actions/figures.ts';
import { settleGroups } from '../seats/actions/groups.ts';
import { leaveCatalog } from '../seats/actions/lists.ts';
import { previewDeletion } from '../seats/actions/preview.ts';
import { enrolments, people, placeEntry, type PlaceInCatalog } from '../seats/kinds.ts';
import {
  DELETE_CATALOG,
  DELETE_TRAINING,
  finishDeletion,
  markTrainingsDeleting,
} from './actions/deletion.ts';
import { endGroupLinks } from './actions/group-links.ts';

/** People dealt with between two signs of progress. */
const PORTION = 200;
const PLACES: readonly PlaceInCatalog[] = ['learning', 'counted', 'listed'];

/** Ends the enrolments in a deleted course or training plan (L-5, S-7). */
export const deleteTrainingWork: JobWork = {
  kind: DELETE_TRAINING,
  mustEnd: true,
  async run(world, tenant, run) {
    const { trainingId, catalogId } = run.job.input as { trainingId: string; catalogId: string };
    const hadGroups = await endGroupLinks(world, tenant, run.actor, { trainingId });
    await closeTraining(world, tenant, trainingId);
    await foresee(world, tenant, run, { trainingId });
    const ended = await endTraining(world, tenant, run, trainingId, hadGroups);
    await finishDeletion(world, tenant, run.actor, { trainingId, catalogId });
    await endFreeing(world, tenant, run.job.jobId);
    return { state: 'succeeded', result: { enrolmentsEnded: ended } };
  },
};

/** Notes how many seats the deletion will free, so that it can be told while it goes on. */
const foresee = (
  world: World,
  tenant: Tenant,
  run: JobRun,
  of: { readonly trainingId: string } | { readonly catalogId: string },
): Promise<void> =>
  foreseeFreeing(world, tenant, run.job.jobId, async () => {
    const { seatsFreed } = await previewDeletion(world, tenant, of);
    return seatsFreed;
  });

async function endTraining(
  world: World,
  tenant: Tenant,
  run: JobRun,
  trainingId: string,
  hadGroups: boolean,
): Promise<number> {
  let { done } = run.job;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const question = { equals: { trainingId } };
    const pages = pagesOf(world.store, bucket, enrolments, 'byTraining', question, PORTION);
    for await (const page of pages) {
      const live = page.filter(({ doc }) => doc.live).map(({ doc }) => doc.personId);
      const { actor } = run;
      const why = 'training-deleted';
      const freed = await endEnrolments(world, tenant, actor, trainingId, live, why);
      await noteFreed(world, tenant, run.job.jobId, freed);
      if (hadGroups) await settleGroups(world, tenant, run.actor, live);
      done += live.length;
      await run.progress(done, run.job.total, null);
    }
  }
  return done;
}

/** Ends the Users list, the courses, the training plans and the enrolments of a deleted catalog (S-7). */
export const deleteCatalogWork: JobWork = {
  kind: DELETE_CATALOG,
  mustEnd: true,
  async run(world, tenant, run) {
    const { catalogId } = run.job.input as { catalogId: string };
    await endGroupLinks(world, tenant, run.actor, { catalogId });
    const trainingIds = await markTrainingsDeleting(world, tenant, run.actor, catalogId);
    await closeCatalog(world, tenant, catalogId);
    for (const trainingId of trainingIds) await closeTraining(world, tenant, trainingId);
    await foresee(world, tenant, run, { catalogId });
    const left = await emptyList(world, tenant, run, catalogId);
    for (const trainingId of trainingIds) {
      await finishDeletion(world, tenant, run.actor, { trainingId, catalogId });
    }
    await finishDeletion(world, tenant, run.actor, { catalogId });
    await endFreeing(world, tenant, run.job.jobId);
    return { state: 'succeeded', result: { peopleTakenOff: left, trainings: trainingIds.length } };
  },
};

/** Takes everybody off the list; whoever is dealt with drops out of the index, so it always reads from the front. */
async function emptyList(
  world: World,
  tenant: Tenant,
  run: JobRun,
  catalogId: string,
): Promise<number> {
  let { done } = run.job;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (const place of PLACES) {
      const each = placeEntry(catalogId, place);
      for (;;) {
        const page = await world.store.list(bucket, people, 'byCatalog', { each, limit: PORTION });
        if (page.items.length === 0) break;
        const personIds = page.items.map(({ doc }) => doc.personId);
        const freed = await leaveCatalog(world, tenant, run.actor, catalogId, personIds);
        await noteFreed(world, tenant, run.job.jobId, freed);
        done += personIds.length;
        await run.progress(done, run.job.total, null);
      }
    }
  }
  return done;
}
