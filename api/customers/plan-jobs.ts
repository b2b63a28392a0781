import { JobStopped } from '../jobs/lease.ts';
import type { Job } from '../jobs/rules.ts';
import type { JobEnd, JobRun, JobWork } from '../jobs/work.ts';
import { rootOf } from '../ports/partitions.ts';
import { replace } from '../ports/store.ts';
import type { Tenant, World } from '../ports/world.ts';
import { keptHands } from './actions/hands.ts';
import { checkFile } from './actions/imports/check.ts';
import { IMPORT_CHECK, type CheckInput } from './actions/imports/receive.ts';
import { customerPlans } from './kinds.ts';
import { carryAll, resultOf } from './actions/plans/carry-all.ts';
import type { Carrying } from './actions/plans/carrying.ts';
import { planEntries } from './actions/plans/sources.ts';
import { lostBy } from './actions/plans/lost.ts';
import { readPlan } from './actions/plans/reading.ts';
import { whyNot } from './actions/standing.ts';
import { countsOf, isWhole } from './rules/plans/counts.ts';
import { CUSTOMER_PLAN, type Plan, type PlanInput } from './rules/plans/plan.ts';

/** What is done at one customer waits for what was asked there before; other customers do not wait for it. */
const customerOf = ({ input }: Job): string => (input as unknown as PlanInput).customerId;

/**
 * The carrying out of a bulk act at a customer, with the hands of the agent who asked: makes its entries where they come
 * from a file or a journal, then carries them out, some at a time. After a stop it goes on where it was; what may have
 * been done is looked up first.
 */
export const customerPlanWork: JobWork = {
  kind: CUSTOMER_PLAN,
  lineOf: customerOf,
  async run(world, tenant, run) {
    try {
      return await work(world, tenant, run);
    } catch (error) {
      if (run.closing.aborted) throw new JobStopped('closing');
      throw error;
    }
  },
};

/** The look at a file of users before anything is done with it. */
export const importCheckWork: JobWork = {
  kind: IMPORT_CHECK,
  lineOf: customerOf,
  async run(world, tenant, run) {
    const input = run.job.input as unknown as CheckInput;
    const { createdBy } = run.job;
    if (createdBy === null) throw new Error('A file is looked at with the hands of an agent.');
    const hands = await keptHands(world, tenant, createdBy, input.customerId);
    return checkFile(world, tenant, run, hands, input, () =>
      whyNot(world, { tenant, personId: createdBy }, input.customerId, 'grantRoles'),
    );
  },
};

async function work(world: World, tenant: Tenant, run: JobRun): Promise<JobEnd> {
  const { planId, customerId, what, source, continued } = run.job.input as unknown as PlanInput;
  const personId = continued?.personId ?? run.job.createdBy;
  if (personId === null) throw new Error('A plan is carried out with the hands of an agent.');
  const hands = await keptHands(world, tenant, personId, customerId).catch(lostBy);
  const plan = { planId, customerId, what };
  const carrying: Carrying = { world, tenant, actor: { ...run.actor, personId }, plan, hands };
  const ready = await planEntries(carrying, run, source);
  await carryAll(carrying, run, ready);
  const ended = await endPlan(world, tenant, planId);
  return {
    state: isWhole(countsOf(ended)) ? 'succeeded' : 'partly-failed',
    result: resultOf(ended, 'finished'),
  };
}

async function endPlan(world: World, tenant: Tenant, planId: string): Promise<Plan> {
  for (;;) {
    const { doc, version } = await readPlan(world, tenant, planId);
    const ended: Plan = { ...doc, state: 'ended' };
    const writes = [replace(customerPlans, ended, version)];
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), writes);
    if (outcome === 'committed') return ended;
  }
}
