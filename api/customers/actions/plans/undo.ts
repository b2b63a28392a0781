import type { Job } from '../../../jobs/rules.ts';
import { readJob } from '../../../jobs/actions.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import { replace } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerPlans } from '../../kinds.ts';
import type { PlannedEntry } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import type { UndoStep } from '../../rules/plans/undo.ts';
import { readPlan, readPlanAt } from './reading.ts';
import { planIdOf, startSourcedPlan, type PlanCaller } from './start.ts';
import { undoSteps } from './undo-steps.ts';

/** What taking a job back would do. */
export interface UndoPreview {
  readonly plan: Plan;
  readonly counts: Readonly<Record<UndoStep['outcome'], number>>;
  /** The first of them for whom something is to be said, the last act first. */
  readonly steps: readonly UndoStep[];
}

/** So many users a preview names; it counts all. */
const STEPS_TOLD_MAX = 1_000;

/** Looks what taking a job back would do, and changes nothing. @throws AppError `not-found`, `job-running` */
export async function previewUndo(
  world: World,
  tenant: Tenant,
  hands: CustomerHands,
  customerId: TenantId,
  jobId: string,
): Promise<UndoPreview> {
  const { doc: plan } = await readPlanAt(world, tenant, customerId, jobId);
  await refuseWhileRunning(world, tenant, plan);
  const counts = { will: 0, partly: 0, cannot: 0, nothing: 0 };
  const steps: UndoStep[] = [];
  for await (const step of undoSteps(world, tenant, hands, plan)) {
    counts[step.outcome] += 1;
    if (step.outcome !== 'nothing' && steps.length < STEPS_TOLD_MAX) steps.push(step);
  }
  return { plan, counts, steps };
}

/**
 * Has a job take another one back, as far as that can be: it is a plan of its own, and can be undone too.
 * @throws AppError `not-found`; `job-running` while the job, or what takes it back already, is under way
 */
export async function startUndo(
  world: World,
  caller: PlanCaller,
  customerId: TenantId,
  jobId: string,
): Promise<Job> {
  const { tenant } = caller;
  const undoneBy = planIdOf(caller);
  for (;;) {
    const { doc: plan, version } = await readPlanAt(world, tenant, customerId, jobId);
    if (plan.undoneBy === undoneBy) return readJob(world, tenant, undoneBy);
    await refuseWhileRunning(world, tenant, plan);
    const source = { kind: 'undo', planId: jobId } as const;
    const order = { customerId, what: 'undo', source, total: null } as const;
    const marked = replace(customerPlans, { ...plan, undoneBy }, version);
    const job = await startSourcedPlan(world, caller, order, marked).catch(orNull);
    if (job !== null) return job;
  }
}

/** Somebody else has marked the plan meanwhile, so nothing was started: it is looked at anew. */
function orNull(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}

async function refuseWhileRunning(world: World, tenant: Tenant, plan: Plan): Promise<void> {
  for (const jobId of [plan.planId, plan.undoneBy]) {
    const job = jobId === null ? null : await readJob(world, tenant, jobId);
    if (job?.open !== true) continue;
    const which = jobId === plan.planId ? 'This job is' : 'What takes this job back is';
    throw new AppError(
      'job-running',
      `${which} still under way. Wait for its end, or cancel it first.`,
      { jobId: job.jobId },
    );
  }
}

/** The entries of the plan that takes another one back: what cannot be undone is an entry too, and says why. */
export async function* undoEntries(
  world: World,
  tenant: Tenant,
  hands: CustomerHands,
  planId: string,
): AsyncGenerator<PlannedEntry> {
  const { doc: plan } = await readPlan(world, tenant, planId);
  for await (const { outcome, act, reasons, userName } of undoSteps(world, tenant, hands, plan)) {
    if (outcome === 'nothing') continue;
    yield { act, faults: reasons, ...(userName === null ? {} : { userName }) };
  }
}
