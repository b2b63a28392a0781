import { DIRECTORY } from './directory/rules/sync.ts';
import { keepDue, makeDue } from './due/actions.ts';
import { jobsOf } from './jobs/actions.ts';
import { createSweeper } from './jobs/expiry.ts';
import { openJobs } from './jobs/keeping.ts';
import { HOUR_MS } from './kernel/time.ts';
import { LIMITS } from './limits/rules/limit.ts';
import { NOTICES } from './notifications/rules/notices.ts';
import type { World } from './ports/world.ts';
import { SEATS } from './seats/actions/due.ts';
import { allTenants } from './subscriptions/actions/tenants.ts';
import { USAGE } from './usage/rules/watch.ts';

/** What is done once an hour, and at the start, for all tenants: the only work whose cost grows with how many there are. */
export interface Housekeeping {
  start(): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const EVERY_MS = HOUR_MS;

/** What comes round by itself in every tenant. */
const ROUNDS = [SEATS, DIRECTORY, USAGE];

/** What is noted only after the commit that gave it its cause. */
const NOTED_AFTERWARDS = [SEATS, LIMITS, NOTICES, USAGE];

/**
 * Drops what has expired, and has done what nothing is noted of though it comes round or was begun. Where one process has
 * the store for itself, its stop may have swallowed that something is due, and nobody else has noticed: its first round
 * has all of that looked at.
 */
export function createHousekeeping(
  world: World,
  { alone }: { readonly alone: boolean },
): Housekeeping {
  const sweep = createSweeper(world);
  let mayHaveLost = alone;
  const closing = new AbortController();
  let keeping: Promise<void> | null = null;

  const round = async (): Promise<void> => {
    const tenants = await allTenants(world);
    for (const tenant of tenants) {
      if (closing.signal.aborted) return;
      if (mayHaveLost)
        for (const work of NOTED_AFTERWARDS) await makeDue(world, work, tenant, world.clock.now());
      for (const work of ROUNDS) await keepDue(world, work, tenant);
      for await (const { kind } of openJobs(world, tenant))
        await keepDue(world, jobsOf(kind), tenant);
    }
    mayHaveLost = false;
    await sweep(tenants);
  };

  const keep = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await round().catch((err: unknown) => {
        world.log.warn({ err }, 'housekeeping failed; it is tried again in an hour');
      });
      await new Promise<void>((resolve) => {
        const alarm = world.clock.at(world.clock.now() + EVERY_MS, resolve);
        const end = (): void => {
          alarm.cancel();
          resolve();
        };
        if (closing.signal.aborted) end();
        else closing.signal.addEventListener('abort', end, { once: true });
      });
    }
  };

  return {
    start() {
      keeping ??= keep();
    },
    async close() {
      closing.abort();
      await keeping;
    },
  };
}
