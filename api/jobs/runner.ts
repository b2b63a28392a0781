import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS } from '../kernel/time.ts';
import { rootOf } from '../ports/partitions.ts';
import { pagesOf } from '../ports/reading.ts';
import type { Tenant, World } from '../ports/world.ts';
import { createSweeper } from './expiry.ts';
import { jobs } from './kinds.ts';
import { takeJob } from './lease.ts';
import { JOBS_AT_ONCE, byTurn, mayTake } from './rules.ts';
import type { Candidate, Job } from './rules.ts';
import { runJob } from './run.ts';
import type { JobWork } from './work.ts';

/** How a process looks for jobs. */
export interface RunnerSettings {
  /** Every tenant of the service, in any order. */
  readonly tenants: () => Promise<readonly Tenant[]>;
  /** True where this process is the only one on the store: what a crash left running is taken up at once. */
  readonly alone: boolean;
  /** How often it looks without being woken. Default: 5 s. */
  readonly pollMs?: number;
}

/** Works on the jobs of all tenants until it is closed. */
export interface JobRunner {
  /** Begins to work; what a crash left behind is taken up first of all. */
  start(): void;
  /** There may be work: `World.wakeJobs`. Before `start` it does nothing. */
  wake(): void;
  /** Stops every job at its next step and gives it back; it goes on from there at the next start. */
  close(): Promise<void>;
}

const POLL_MS = 5 * SECOND_MS;

/** Makes the runner for these kinds of work; jobs of other kinds are left to processes that know them. */
export function createJobRunner(
  world: World,
  works: readonly JobWork[],
  settings: RunnerSettings,
): JobRunner {
  const workOf = new Map(works.map((work) => [work.kind, work]));
  const running = new Map<string, { readonly tenantId: string; readonly end: Promise<void> }>();
  const servedAt = new Map<string, number>();
  const closing = new AbortController();
  const sweep = createSweeper(world);
  let rest = new AbortController();
  let looking: Promise<void> | null = null;
  let turns = 0;

  const slot = (tenantId: string, kind: string): string => `${tenantId}/${kind}`;
  const runningOf = (tenantId: string): number =>
    [...running.values()].filter((one) => one.tenantId === tenantId).length;
  const isFree = ({ tenantId, job }: Candidate): boolean =>
    workOf.has(job.kind) &&
    !running.has(slot(tenantId, job.kind)) &&
    mayTake(job, Date.now(), settings.alone);

  /** Takes as many jobs as there are places, one of a kind in a tenant. */
  const fill = async (tenants: readonly Tenant[]): Promise<void> => {
    const candidates: (Candidate & { readonly tenant: Tenant })[] = [];
    for (const tenant of tenants) {
      for (const job of await oldestOfEachKind(world, tenant)) {
        candidates.push({ tenant, tenantId: tenant.tenantId, job });
      }
    }
    for (;;) {
      if (running.size >= JOBS_AT_ONCE || closing.signal.aborted) return;
      candidates.sort(byTurn(runningOf, (tenantId) => servedAt.get(tenantId) ?? 0));
      const place = candidates.findIndex(isFree);
      const [next] = place < 0 ? [] : candidates.splice(place, 1);
      if (next === undefined) return;
      await take(next.tenant, next.job);
    }
  };

  const take = async (tenant: Tenant, job: Job): Promise<void> => {
    const work = workOf.get(job.kind);
    const lease = await takeJob(world, tenant, job.jobId, settings.alone);
    if (lease === null || work === undefined) return;
    const { tenantId } = tenant;
    const key = slot(tenantId, job.kind);
    servedAt.set(tenantId, ++turns);
    const end = runJob(world, tenant, lease, work, closing.signal).finally(() => {
      running.delete(key);
      wake();
    });
    running.set(key, { tenantId, end });
  };

  const wake = (): void => rest.abort();

  const look = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      rest = new AbortController();
      try {
        const tenants = await settings.tenants();
        await fill(tenants);
        await sweep(tenants);
      } catch (err) {
        world.log.warn({ err }, 'looking for jobs failed; it is tried again');
      }
      const signal = AbortSignal.any([rest.signal, closing.signal]);
      await wait(settings.pollMs ?? POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    start() {
      looking ??= look();
    },
    wake,
    async close() {
      closing.abort();
      await looking;
      await Promise.all([...running.values()].map(({ end }) => end));
    },
  };
}

/** The job of each kind whose turn it is in a tenant: the oldest open one. */
async function oldestOfEachKind(world: World, tenant: Tenant): Promise<readonly Job[]> {
  const oldest = new Map<string, Job>();
  for await (const page of pagesOf(world.store, rootOf(tenant.tenantId), jobs, 'open')) {
    for (const { doc } of page) if (!oldest.has(doc.kind)) oldest.set(doc.kind, doc);
  }
  return [...oldest.values()];
}
