import type { DueWork } from '../due/actions.ts';
import type { JobWork } from '../jobs/work.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { readAccountOf } from './actions/account.ts';
import { closeMonths } from './actions/closing.ts';
import { recountUsage, USAGE_RECOUNT } from './actions/recount/recount.ts';
import { watchUsage } from './actions/watch.ts';
import { USAGE } from './rules/watch.ts';

/** Counts the active people again. It begins anew after a stop: a recount is a statement about one moment. */
export const usageRecountWork: JobWork = {
  kind: USAGE_RECOUNT,
  async run(world, tenant, run) {
    const account = await readAccountOf(world, tenant);
    if (account === null) throw new Error('A tenant that asked for a recount has no account.');
    let shown = 0;
    let saving: Promise<void> = Promise.resolve();
    const result = await recountUsage(world, account, run.actor, (done) => {
      if (done - shown < 20_000) return;
      shown = done;
      saving = saving.then(() => run.progress(done, null, null));
      // What goes wrong is met by the await below, not here.
      saving.catch(() => undefined);
    });
    await saving;
    return { state: 'succeeded', result };
  },
};

/** Use is looked at this often even where nothing tells of a change: a stop may have swallowed that. */
const LOOK_EVERY_MS = HOUR_MS;

/** Warns of use, and closes months when their time has come. */
export const usageWork: DueWork = {
  name: USAGE,
  async run(world, tenant) {
    const account = await readAccountOf(world, tenant);
    if (account === null) return null;
    const closesAt = await closeMonths(world, account);
    const isWatched = await watchUsage(world, account);
    return isWatched ? Math.min(closesAt, world.clock.now() + LOOK_EVERY_MS) : closesAt;
  },
};
