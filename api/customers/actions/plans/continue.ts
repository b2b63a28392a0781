import { tell } from '../../../audit/actions.ts';
import { reopened, startingJob } from '../../../jobs/actions.ts';
import { jobs } from '../../../jobs/kinds.ts';
import type { Job } from '../../../jobs/rules.ts';
import { AppError, notFound } from '../../../kernel/errors.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { replace } from '../../../ports/store.ts';
import type { World } from '../../../ports/world.ts';
import { customerPlans } from '../../kinds.ts';
import { continuabilityOf } from '../../rules/plans/continuability.ts';
import type { Plan, PlanInput } from '../../rules/plans/plan.ts';
import type { AtCustomer } from '../standing.ts';
import { guardAgain } from './guard-again.ts';
import { readPlanAt } from './reading.ts';
import type { PlanCaller } from './start.ts';

/**
 * Has a job that failed or was cancelled carried on from where it stopped, with the hands of whoever asks: what was never
 * tried is done, what was begun is looked up first. A repeat of the act gives the same job.
 * @throws AppError `not-found`; `job-running`; `job-finished` where nothing is left, or what it did was taken back
 */
export async function continuePlan(
  world: World,
  { tenant, actor }: PlanCaller,
  at: AtCustomer,
  jobId: string,
): Promise<Job> {
  const { customerId } = at.customer;
  const root = rootOf(tenant.tenantId);
  const { personId, actId } = actor;
  for (;;) {
    const plan = await readPlanAt(world, tenant, customerId, jobId);
    const held = await world.store.read(root, jobs, { jobId });
    if (held === null) throw notFound('job');
    const input = held.doc.input as unknown as PlanInput;
    if (input.continued?.actId === actId) return held.doc;
    refuse(plan.doc, held.doc);
    if (plan.doc.what === 'delete' && (await guardAgain(world, at, jobId))) continue;
    const continued: PlanInput = { ...input, continued: { actId, personId } };
    const job: Job = { ...held.doc, ...reopened(), input: { ...continued } };
    const now = world.clock.now();
    const told = { jobId, customerId, what: plan.doc.what };
    const { outcome } = await startingJob(world, tenant, job, () =>
      world.store.commit(root, [
        replace(customerPlans, withMoreToHandOut(plan.doc), plan.version),
        replace(jobs, job, held.version),
        tell(actor, now, 'customer-plan-continued', told),
      ]),
    );
    // Else somebody has continued it, or taken it back, meanwhile: it is looked at anew.
    if (outcome === 'committed') return job;
  }
}

function refuse(plan: Plan, job: Job): void {
  switch (continuabilityOf(plan, job)) {
    case 'possible':
      return;
    case 'running':
      throw new AppError('job-running', 'This job is still under way. Wait for its end.', {
        jobId: job.jobId,
      });
    case 'undone':
      throw new AppError(
        'job-finished',
        'What this job did was taken back, so the rest of it is not done. Start the work anew.',
      );
    case 'nothing-left':
      throw new AppError(
        'job-finished',
        'This job has done, or refused, all that it was to do; nothing is left to continue with.',
      );
  }
}

/** Passwords that were handed out stay so; those of users who are made from now on are handed out by themselves. */
function withMoreToHandOut(plan: Plan): Plan {
  const { handedOutAt, done, partly } = plan;
  if (handedOutAt === null) return plan;
  return { ...plan, handedOutAt: null, handedOutBefore: { at: handedOutAt, users: done + partly } };
}
