import type { Readable } from 'node:stream';
import { notFound } from '../kernel/errors.ts';
import { idFrom } from '../kernel/ids.ts';
import { toIso, toIsoOrNull } from '../kernel/time.ts';
import type { Answer, Caller, Route } from '../http/route.ts';
import { route } from '../http/route.ts';
import type { Tenant, World } from '../ports/world.ts';
import { cancelJob, listJobs, readJob, startJob } from './actions.ts';
import { jobLocation, jobParams, jobShape, jobsPage, jobsQuery } from './contract.ts';
import type { JobShape } from './contract.ts';
import { readRows } from './rows.ts';
import type { Job } from './rules.ts';

/** A job as the wire shows it. */
const jobView = (job: Job): JobShape => ({
  id: job.jobId,
  kind: job.kind,
  state: job.state,
  done: job.done,
  total: job.total,
  result: job.result,
  failure: job.failure,
  etaSeconds: job.etaSeconds,
  cancelAsked: job.cancelAsked,
  createdBy: job.createdBy,
  createdAt: toIso(job.createdAt),
  startedAt: toIsoOrNull(job.startedAt),
  finishedAt: toIsoOrNull(job.finishedAt),
  filesExpireAt: toIsoOrNull(job.filesExpireAt),
});

/** The answer to whatever starts long work: 202, where the job is, and how it stands. */
export const accepted = (job: Job): Answer => ({
  status: 202,
  headers: jobLocation(job.jobId),
  body: jobView(job),
});

/** A route by which an administrator starts work that needs to be told nothing: one job for each act. */
export const routeToStart = (
  kind: string,
  { path, summary }: Pick<Route, 'path' | 'summary'>,
): Route =>
  route({
    ...{ method: 'post', path, summary },
    access: 'admins',
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller: { tenant, personId }, actor }) => {
      const jobId = idFrom(kind, tenant.tenantId, actor.actId);
      const order = { kind, jobId, input: {}, createdBy: personId };
      return accepted(await startJob(world, tenant, order));
    },
  });

/** The job, where the caller may see it: admins see all, others those that they started themselves. */
async function jobFor(world: World, caller: Caller, jobId: string): Promise<Job> {
  const job = await readJob(world, caller.tenant, jobId);
  if (!maySee(caller, job)) throw notFound('job');
  return job;
}

/** Jobs at customers are for partner staff alone, whatever else somebody administers; their kinds begin so. */
const AT_CUSTOMERS = 'customer-';

const maySee = ({ roles, isAdmin, personId }: Caller, { kind, createdBy }: Job): boolean =>
  kind.startsWith(AT_CUSTOMERS) ? roles.has('partnerStaff') : isAdmin || createdBy === personId;

/** Gives the row results of a job as a CSV. @throws AppError `not-found` where there are none (any more) */
export type RowsOf = (world: World, tenant: Tenant, jobId: string) => Promise<Readable>;

/**
 * Jobs: how they stand, what they said of each row, and cancelling them.
 * @param rowsOf for kinds of jobs that keep their row results elsewhere than in files
 */
export const jobRoutesWith = (rowsOf: Readonly<Record<string, RowsOf>>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/jobs',
    summary: 'Long work, the newest first',
    access: 'staff',
    query: jobsQuery,
    answers: { 200: jobsPage },
    act: async ({ world, caller, query }) => {
      const mine = caller.isAdmin ? {} : { createdBy: caller.personId };
      const { items, nextCursor } = await listJobs(world, caller.tenant, { ...query, ...mine });
      const seen = items.filter((job) => maySee(caller, job));
      return { status: 200, body: { items: seen.map(jobView), nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/jobs/{jobId}',
    summary: 'How one job stands',
    access: 'staff',
    params: jobParams,
    answers: { 200: jobShape },
    act: async ({ world, caller, params }) => ({
      status: 200,
      body: jobView(await jobFor(world, caller, params.jobId)),
    }),
  }),
  route({
    method: 'get',
    path: '/api/jobs/{jobId}/rows',
    summary: 'What a job said of each row so far, as CSV',
    access: 'staff',
    params: jobParams,
    answers: { 200: 'text/csv' },
    act: async ({ world, caller, params }) => {
      const job = await jobFor(world, caller, params.jobId);
      return {
        status: 200,
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="${job.kind}-${job.jobId}.csv"`,
        },
        body: await (rowsOf[job.kind] ?? readRows)(world, caller.tenant, job.jobId),
      };
    },
  }),
  route({
    method: 'delete',
    path: '/api/jobs/{jobId}',
    summary: 'Cancel a job; what it did so far stays',
    access: 'staff',
    params: jobParams,
    refuses: ['job-finished', 'job-not-cancellable'],
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params }) => {
      const job = await jobFor(world, caller, params.jobId);
      return accepted(await cancelJob(world, caller.tenant, actor, job.jobId));
    },
  }),
];
