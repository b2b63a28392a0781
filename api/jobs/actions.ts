import { tell } from '../audit/actions.ts';
import { makingDue } from '../due/actions.ts';
import { AppError, notFound } from '../kernel/errors.ts';
import type { PersonId } from '../kernel/ids.ts';
import { newId } from '../kernel/ids.ts';
import { pageInTurn, type Source } from '../ports/in-turn.ts';
import { rootOf } from '../ports/partitions.ts';
import { create, replace } from '../ports/store.ts';
import type { Actor, Tenant, World } from '../ports/world.ts';
import { jobs } from './kinds.ts';
import { JOB_FILES_KEPT_MS } from './rules.ts';
import type { Job } from './rules.ts';

/** What a job is asked to do. */
export interface JobOrder {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Null: the service itself, by the clock or after a fact. */
  readonly createdBy: PersonId | null;
  /** The same id is the same job: a repeat starts nothing. Default: a new one. */
  readonly jobId?: string;
  readonly total?: number | null;
  /** False for work that finishes what was already decided. Default: true. */
  readonly cancellable?: boolean;
}

/** The job as it stands before a worker takes it, for a commit that decides something and starts its job at once. */
export function newJob(world: World, order: JobOrder): Job {
  const createdAt = world.clock.now();
  return {
    jobId: order.jobId ?? newId(),
    kind: order.kind,
    state: 'queued',
    input: order.input,
    done: 0,
    total: order.total ?? null,
    checkpoint: null,
    result: null,
    failure: null,
    createdBy: order.createdBy,
    createdAt,
    startedAt: null,
    finishedAt: null,
    etaSeconds: null,
    cancellable: order.cancellable ?? true,
    cancelAsked: false,
    epoch: 0,
    tries: 0,
    leaseUntil: 0,
    open: true,
    newness: -createdAt,
    filesExpireAt: null,
  };
}

/** The due work of a tenant's jobs of a kind. */
export const jobsOf = (kind: string): string => `job:${kind}`;

/** Makes a commit in the tenant's root that holds a new job, and has the job taken up. */
export const startingJob = <T>(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  tenant: Tenant,
  { kind }: Pick<Job, 'kind'>,
  commit: () => Promise<T>,
): Promise<T> => makingDue(world, jobsOf(kind), tenant, commit);

/** Starts long work and gives its job; under a `jobId` that is there already, that job, whatever the order says. */
export async function startJob(world: World, tenant: Tenant, order: JobOrder): Promise<Job> {
  const job = newJob(world, order);
  const root = rootOf(tenant.tenantId);
  const { jobId, kind, createdBy, createdAt } = job;
  const actor: Actor = { personId: createdBy, actId: jobId };
  const { outcome } = await startingJob(world, tenant, job, () =>
    world.store.commit(root, [
      create(jobs, job),
      tell(actor, createdAt, 'job-started', { jobId, kind }),
    ]),
  );
  return outcome === 'refused' ? readJob(world, tenant, job.jobId) : job;
}

/** The job. @throws AppError `not-found` */
export async function readJob(world: World, tenant: Tenant, jobId: string): Promise<Job> {
  const held = await world.store.read(rootOf(tenant.tenantId), jobs, { jobId });
  if (!held) throw notFound('job');
  return held.doc;
}

/** A page of jobs, the newest first: all of the tenant's, or those that one person started. */
export async function listJobs(
  world: World,
  tenant: Tenant,
  asked: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly createdBy?: PersonId;
  },
): Promise<{ readonly items: readonly Job[]; readonly nextCursor: string | null }> {
  const { createdBy } = asked;
  const root = rootOf(tenant.tenantId);
  const source: Source<Job> = (after, limit) =>
    createdBy === undefined
      ? world.store.list(root, jobs, 'newest', { limit, after })
      : world.store.list(root, jobs, 'newestOf', { equals: { createdBy }, limit, after });
  const { items, nextCursor } = await pageInTurn([source], asked);
  return { items: items.map(({ doc }) => doc), nextCursor };
}

/**
 * Stops a job: at once where no worker has it, else at its next step, and `cancelAsked` says so. What it did stays done.
 * @throws AppError `not-found`, `job-finished`, `job-not-cancellable`
 */
export async function cancelJob(
  world: World,
  tenant: Tenant,
  actor: Actor,
  jobId: string,
): Promise<Job> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, jobs, { jobId });
    if (!held) throw notFound('job');
    const job = held.doc;
    refuseCancelling(job);
    if (job.cancelAsked) return job;
    const now = world.clock.now();
    const stopped: Job =
      job.state === 'queued' ? { ...job, ...cancelled(now) } : { ...job, cancelAsked: true };
    const { outcome } = await world.store.commit(root, [
      replace(jobs, stopped, held.version),
      tell(actor, now, 'job-cancelled', { jobId, kind: job.kind }),
    ]);
    if (outcome === 'committed') return stopped;
  }
}

function refuseCancelling(job: Job): void {
  if (!job.open) {
    throw new AppError(
      'job-finished',
      `This job has ended (${job.state}); there is nothing left to cancel.`,
    );
  }
  if (!job.cancellable) {
    throw new AppError(
      'job-not-cancellable',
      'This job finishes what was already decided and cannot be cancelled. Wait for its end.',
    );
  }
}

/** What is set on a job that was cancelled. */
const cancelled = (now: number): Partial<Job> => ended('cancelled', now);

/** What is set on a job that has ended without doing all, so that it goes on from its checkpoint. */
export const reopened = (): Partial<Job> => ({
  state: 'queued',
  open: true,
  cancelAsked: false,
  failure: null,
  finishedAt: null,
  etaSeconds: null,
  tries: 0,
  leaseUntil: 0,
  filesExpireAt: null,
});

/** What is set on a job at its end. */
export const ended = (state: Job['state'], now: number): Partial<Job> => ({
  state,
  open: false,
  cancelAsked: state === 'cancelled',
  finishedAt: now,
  etaSeconds: null,
  leaseUntil: 0,
  filesExpireAt: now + JOB_FILES_KEPT_MS,
});
