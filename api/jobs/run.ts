import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../kernel/errors.ts';
import type { ErrorCode } from '../kernel/errors.ts';
import type { Tenant, World } from '../ports/world.ts';
import type { Lease } from './lease.ts';
import { JobStopped } from './lease.ts';
import { LEASE_MS, REST_MS, TRIES_MAX, etaSecondsOf, retryWaitMs } from './rules.ts';
import type { JobFailure } from './rules.ts';
import type { JobRun, JobWork } from './work.ts';

/** Faults that pass: the job goes on from its checkpoint a little later. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'store-unavailable',
  'directory-unavailable',
  'busy',
]);

/** Works on a job that this worker holds, to its end or until it is stopped; never rejects. */
export async function runJob(
  world: World,
  tenant: Tenant,
  lease: Lease,
  work: JobWork,
  closing: AbortSignal,
): Promise<void> {
  const { jobId, kind, epoch, cancelAsked, tries } = lease.job();
  const facts = { tenantId: tenant.tenantId, jobId, kind, epoch };
  world.log.info(facts, 'job taken');
  const done = new AbortController();
  void keepAlive(lease, done.signal);
  try {
    if (cancelAsked) throw new JobStopped('cancelled');
    if (tries > TRIES_MAX)
      throw new Error(`The job was taken ${tries - 1} times without getting on.`);
    const end = await work.run(world, tenant, runOf(lease, closing));
    await lease.finish(end.state, end);
    world.log.info({ ...facts, state: end.state }, 'job finished');
  } catch (error) {
    await endAfter(world, lease, work, facts, error).catch((err: unknown) =>
      world.log.warn({ ...facts, err }, 'the end of a job could not be written; it is taken again'),
    );
  } finally {
    done.abort();
  }
}

/** What the work is given: progress goes through the lease. */
function runOf(lease: Lease, closing: AbortSignal): JobRun {
  const job = lease.job();
  const startedMs = performance.now();
  return {
    job,
    actor: { personId: job.createdBy, actId: job.jobId },
    closing,
    async progress(done, total, checkpoint, result) {
      const left = total === null ? null : total - done;
      const elapsedMs = performance.now() - startedMs;
      const saved = await lease.save({
        done,
        total,
        checkpoint,
        tries: 0,
        etaSeconds: etaSecondsOf(elapsedMs, done - job.done, left),
        ...(result === undefined ? {} : { result }),
      });
      if (saved.cancelAsked) throw new JobStopped('cancelled');
      if (closing.aborted) throw new JobStopped('closing');
    },
  };
}

/** Renews the lease of work that is between two steps. That it was lost, the work learns at its next step. */
async function keepAlive(lease: Lease, done: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await wait(LEASE_MS / 3, undefined, { signal: done, ref: false });
      await lease.save({});
    }
  } catch {
    return;
  }
}

async function endAfter(
  world: World,
  lease: Lease,
  { mustEnd = false }: JobWork,
  facts: Readonly<Record<string, unknown>>,
  error: unknown,
): Promise<void> {
  if (error instanceof JobStopped) {
    world.log.info({ ...facts, why: error.why }, 'job stopped');
    if (error.why === 'cancelled') await lease.finish('cancelled', {});
    if (error.why === 'closing') await lease.giveBack(0);
    return;
  }
  const { tries } = lease.job();
  const isPassing = error instanceof AppError && PASSING.has(error.code);
  if (isPassing && tries < TRIES_MAX) {
    world.log.warn({ ...facts, code: error.code, tries }, 'job waits after a passing fault');
    await lease.giveBack(retryWaitMs(tries));
    return;
  }
  if (mustEnd) {
    world.log.error({ ...facts, err: error, tries }, 'job failed and is tried again');
    await (tries < TRIES_MAX ? lease.giveBack(retryWaitMs(tries)) : lease.giveBack(REST_MS, 0));
    return;
  }
  world.log.error({ ...facts, err: error }, 'job failed');
  await lease.finish('failed', { failure: failureOf(error) });
}

/** What the person who asked is told: an AppError's own words, nothing of a bug. */
const failureOf = (error: unknown): JobFailure =>
  error instanceof AppError
    ? { code: error.code, detail: error.message }
    : {
        code: 'internal',
        detail:
          'Something went wrong on our side. What was done so far stays; start the work again.',
      };
