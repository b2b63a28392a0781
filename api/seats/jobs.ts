import type { DueWork } from '../due/actions.ts';
import type { JobWork } from '../jobs/work.ts';
import { newId } from '../kernel/ids.ts';
import { DAY_MS, dayOf, HOUR_MS, startOfDay } from '../kernel/time.ts';
import { doDueSeatWork, SEATS } from './actions/due.ts';
import { noteSeatDay } from './actions/history.ts';
import { finishClearing } from './actions/people.ts';
import { RECOUNT, recount } from './actions/recount/recount.ts';
import { FINISH_REMOVAL } from './actions/removal.ts';

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
export const finishRemovalWork: JobWork = {
  kind: FINISH_REMOVAL,
  mustEnd: true,
  async run(world, tenant, run) {
    const { personId } = run.job.input as { personId: string };
    await finishClearing(world, tenant, run.actor, [personId]);
    return { state: 'succeeded', result: { personId } };
  },
};

/** The count of a day that is not over yet is noted so often. */
const NOTED_EVERY_MS = HOUR_MS;

/**
 * Keeps seats in step with the calendar: ends what ends on a day, finishes what a stop has left, and notes the count of
 * each day. It is due at every midnight in UTC, and every hour on a day on which the count moves.
 */
export const seatsWork: DueWork = {
  name: SEATS,
  async run(world, tenant) {
    await doDueSeatWork(world, tenant, { personId: null, actId: newId() });
    const hasMoved = await noteSeatDay(world, tenant);
    const now = world.clock.now();
    const midnight = startOfDay(dayOf(now)) + DAY_MS;
    return hasMoved ? Math.min(midnight, now + NOTED_EVERY_MS) : midnight;
  },
};
