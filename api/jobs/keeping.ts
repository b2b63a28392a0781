import { setTimeout as wait } from 'node:timers/promises';
import type { DueWork, Keeping } from '../due/actions.ts';
import { SECOND_MS, type Instant } from '../kernel/time.ts';
import { rootOf } from '../ports/partitions.ts';
import { eachOf } from '../ports/reading.ts';
import type { Tenant, World } from '../ports/world.ts';
import { jobsOf } from './actions.ts';
import { jobs } from './kinds.ts';
import { takeJob } from './lease.ts';
import { mayTake, type Job } from './rules.ts';
import { runJob } from './run.ts';
import type { JobWork } from './work.ts';

/** A job that somebody else has, or that rests after a fault, is looked at this often. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

/** The tenant's open jobs, the oldest first. */
export async function* openJobs(world: World, { tenantId }: Tenant): AsyncGenerator<Job> {
  for await (const { doc } of eachOf(world.store, rootOf(tenantId), jobs, 'open')) yield doc;
}

/**
 * The job of a kind whose turn it is in a tenant: the oldest open one. Of work that must end, one that rests lets those
 * behind it pass, for it may rest for long.
 */
async function nextJob(
  world: World,
  tenant: Tenant,
  { kind, mustEnd = false }: JobWork,
  alone: boolean,
): Promise<Job | null> {
  let resting: Job | null = null;
  for await (const job of openJobs(world, tenant)) {
    if (job.kind !== kind) continue;
    if (!mustEnd || mayTake(job, Date.now(), alone)) return job;
    resting ??= job;
  }
  return resting;
}

/** A tenant's jobs of one kind as due work: one after the other, the oldest first, beside those of other kinds. */
export function jobsOfKind(work: JobWork): DueWork {
  return {
    name: jobsOf(work.kind),
    lane: 'jobs',
    async run(world: World, tenant: Tenant, keeping: Keeping): Promise<Instant | null> {
      const { lineOf } = work;
      if (lineOf === undefined) await runNext(world, tenant, work, keeping);
      else await runLines(world, tenant, { ...work, lineOf }, keeping);
      const next = await nextJob(world, tenant, work, keeping.alone);
      if (next === null) return null;
      const restMs = Math.max(0, next.leaseUntil - Date.now());
      return world.clock.now() + Math.min(restMs, LOOK_EVERY_MS);
    },
  };
}

async function runNext(
  world: World,
  tenant: Tenant,
  work: JobWork,
  { closing, alone }: Keeping,
): Promise<void> {
  const job = await nextJob(world, tenant, work, alone);
  if (job === null) return;
  const lease = await takeJob(world, tenant, job.jobId, alone);
  if (lease !== null) await runJob(world, tenant, lease, work, closing);
}

/** So many lines of one tenant are worked on at once. */
const LINES_MAX = 8;
/** While some lines are worked on, it is looked this often whether there is another. */
const LINES_EVERY_MS = SECOND_MS;

/** Works on the first job of each line, side by side, until no line can be worked on. */
async function runLines(
  world: World,
  tenant: Tenant,
  work: JobWork & Required<Pick<JobWork, 'lineOf'>>,
  { closing, alone }: Keeping,
): Promise<void> {
  const lines = new Map<string, Promise<void>>();
  for (;;) {
    const seen = new Set(lines.keys());
    for await (const job of closing.aborted ? [] : openJobs(world, tenant)) {
      if (job.kind !== work.kind || lines.size >= LINES_MAX) continue;
      const line = work.lineOf(job);
      if (seen.has(line)) continue;
      seen.add(line);
      const lease = await takeJob(world, tenant, job.jobId, alone);
      if (lease === null) continue;
      const run = runJob(world, tenant, lease, work, closing);
      lines.set(
        line,
        run.finally(() => lines.delete(line)),
      );
    }
    if (lines.size === 0) return;
    const rest = new AbortController();
    const looked = wait(LINES_EVERY_MS, undefined, { signal: rest.signal }).catch(() => undefined);
    await Promise.race([...lines.values(), looked]);
    rest.abort();
  }
}
