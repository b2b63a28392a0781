import type { JobWork } from '../jobs/work.ts';
import { dayOf } from '../kernel/time.ts';
import { bucketsOf } from '../ports/partitions.ts';
import type { Actor, Tenant, World } from '../ports/world.ts';
import { endEnrolments } from './actions/enrol.ts';
import { finishClearing } from './actions/people.ts';
import { RECOUNT, recount } from './actions/recount/recount.ts';
import { REMOVE_PERSON, removePerson } from './actions/removal.ts';
import { enrolments, people } from './kinds.ts';

/** Counts everybody again. It begins anew after a stop: a recount is a statement about one moment. */
export const recountWork: JobWork = {
  kind: RECOUNT,
  async run(world, tenant, run) {
    let shown = 0;
    let saving: Promise<void> = Promise.resolve();
    const result = await recount(world, tenant, run.actor, (done) => {
      if (done - shown < 5_000) return;
      shown = done;
      saving = saving.then(() => run.progress(done, null, null));
      // What goes wrong is met by the await below, not here.
      saving.catch(() => undefined);
    });
    await saving;
    return { state: 'succeeded', result };
  },
};

/** Ends what is left of a person who was removed entirely. */
export const removePersonWork: JobWork = {
  kind: REMOVE_PERSON,
  async run(world, tenant, run) {
    const { personId } = run.job.input as { personId: string };
    await removePerson(world, tenant, run.actor, personId);
    await finishClearing(world, tenant, run.actor, [personId]);
    return { state: 'succeeded', result: { personId } };
  },
};

const PORTION = 200;

/**
 * Does what has fallen due among a tenant's enrolments: ends those whose last day has come (I-1), and finishes what a
 * stop left of people who were taken off a list. Bears repeating; gives how many were dealt with.
 */
export async function doDueSeatWork(world: World, tenant: Tenant, actor: Actor): Promise<number> {
  let done = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const page = await world.store.list(bucket, enrolments, 'byEnd', {
        upTo: dayOf(world.clock.now()),
        limit: PORTION,
      });
      const byTraining = Map.groupBy(page.items, ({ doc }) => doc.trainingId);
      for (const [trainingId, held] of byTraining) {
        const personIds = held.map(({ doc }) => doc.personId);
        await endEnrolments(world, tenant, actor, trainingId, personIds, 'enrolments-expired');
      }
      done += page.items.length;
      if (page.next === null) break;
    }
    for (;;) {
      const page = await world.store.list(bucket, people, 'unfinished', { limit: PORTION });
      const personIds = page.items.map(({ doc }) => doc.personId);
      await finishClearing(world, tenant, actor, personIds);
      done += personIds.length;
      if (page.next === null) break;
    }
  }
  return done;
}
