import type { JobWork } from '../jobs/work.ts';
import { newId } from '../kernel/ids.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { Tenant, World } from '../ports/world.ts';
import { doDueSeatWork } from './actions/due.ts';
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
  async run(world, tenant, run) {
    const { personId } = run.job.input as { personId: string };
    await finishClearing(world, tenant, run.actor, [personId]);
    return { state: 'succeeded', result: { personId } };
  },
};

/** How often it is looked for what has fallen due, by the product's clock. */
const LOOK_EVERY_MS = MINUTE_MS;

/** Keeps seats in step with the calendar, and notes the count of each day, until it is closed. */
export interface SeatKeeper {
  /** Looks at once, and again every minute or whenever the clock has been moved past it. */
  start(): void;
  /** Waits for a look that is under way. */
  close(): Promise<void>;
}

/** Makes the keeper for all tenants. What it misses, because the process stopped or a store failed, is due still. */
export function createSeatKeeper(
  world: World,
  tenants: () => Promise<readonly Tenant[]>,
): SeatKeeper {
  let closed = false;
  let alarm: { cancel(): void } | null = null;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    for (const tenant of await tenants()) {
      if (closed) return;
      await doDueSeatWork(world, tenant, { personId: null, actId: newId() });
      await noteSeatDay(world, tenant);
    }
  };
  const run = (): void => {
    looking = look()
      .catch((err: unknown) =>
        world.log.error({ err }, 'due seat work broke off; it is tried again'),
      )
      .then(() => {
        if (!closed) alarm = world.clock.at(world.clock.now() + LOOK_EVERY_MS, run);
      });
  };
  return {
    start: run,
    async close() {
      closed = true;
      alarm?.cancel();
      await looking;
    },
  };
}
