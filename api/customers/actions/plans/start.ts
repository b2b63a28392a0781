import { tell } from '../../../audit/actions.ts';
import { newJob, readJob, startingJob } from '../../../jobs/actions.ts';
import { jobs } from '../../../jobs/kinds.ts';
import type { Job } from '../../../jobs/rules.ts';
import { idFrom, type PersonId, type TenantId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { create, replace, type AnyWrite } from '../../../ports/store.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { customerPlans } from '../../kinds.ts';
import type { PlannedEntry } from '../../rules/plans/entry.ts';
import {
  CUSTOMER_PLAN,
  PLANS_KEPT_MS,
  type Plan,
  type PlanInput,
  type PlanSource,
  type PlanWhat,
} from '../../rules/plans/plan.ts';
import { readPlan } from './reading.ts';
import { writeEntries } from './write-entries.ts';

/** What a plan is asked to do. */
export interface PlanOrder {
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  /** One act for one user each, in the order in which they are to be carried out. */
  readonly entries: Iterable<PlannedEntry> | AsyncIterable<PlannedEntry>;
}

/** A plan whose entries its job makes. */
export interface SourcedOrder {
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  readonly source: PlanSource;
  /** How many there will be, as far as that is known. */
  readonly total: number | null;
}

/** Who asks: the partner, the agent whose hands carry it out, and the act's id, of which the plan's id is made. */
export interface PlanCaller {
  readonly tenant: Tenant;
  readonly actor: Actor & { readonly personId: PersonId };
}

/** The id of the plan and of its job that an act makes: a repeat of the act finds it again. */
export const planIdOf = ({ tenant, actor }: PlanCaller): string =>
  idFrom(CUSTOMER_PLAN, tenant.tenantId, actor.actId);

/**
 * Writes a plan down and has a job carry it out with the hands of the agent, whose grant must be kept already. A repeat
 * of the act gives the same job, also where the first was cut short on its way.
 */
export async function startPlan(world: World, caller: PlanCaller, order: PlanOrder): Promise<Job> {
  const { tenant } = caller;
  const planId = planIdOf(caller);
  await world.store.commit(rootOf(tenant.tenantId), [
    create(customerPlans, newPlan(world, caller, order)),
  ]);
  const { doc: begun } = await readPlan(world, tenant, planId);
  if (begun.state !== 'planning') return readJob(world, tenant, planId);
  const total = await writeEntries(world, tenant, begun, order.entries);
  const { doc, version } = await readPlan(world, tenant, planId);
  const ready: Plan = { ...doc, state: 'ready' };
  const plan = replace(customerPlans, ready, version);
  return startJobOf(world, caller, { ...order, source: null, total }, plan);
}

/** Has a job make the entries of a plan from their source, and carry them out. A repeat of the act gives the same job. */
export const startSourcedPlan = (
  world: World,
  caller: PlanCaller,
  order: SourcedOrder,
  /** What is to be written in the same commit. */
  ...more: readonly AnyWrite[]
): Promise<Job> =>
  startJobOf(world, caller, order, create(customerPlans, newPlan(world, caller, order)), ...more);

async function startJobOf(
  world: World,
  caller: PlanCaller,
  {
    customerId,
    what,
    source,
    total,
  }: SourcedOrder | (Omit<SourcedOrder, 'source'> & { source: null }),
  plan: AnyWrite,
  ...more: readonly AnyWrite[]
): Promise<Job> {
  const { tenant, actor } = caller;
  const planId = planIdOf(caller);
  const input: PlanInput = { planId, customerId, what, source };
  const job = newJob(world, {
    kind: CUSTOMER_PLAN,
    jobId: planId,
    input: { ...input },
    createdBy: actor.personId,
    total,
  });
  const told = { jobId: planId, customerId, what };
  const { outcome } = await startingJob(world, tenant, job, () =>
    world.store.commit(rootOf(tenant.tenantId), [
      plan,
      create(jobs, job),
      tell(actor, job.createdAt, 'customer-plan-started', told),
      ...more,
    ]),
  );
  return outcome === 'committed' ? job : readJob(world, tenant, planId);
}

/** A plan as it begins: without entries. */
export function newPlan(
  { clock }: Pick<World, 'clock'>,
  caller: PlanCaller,
  order: Pick<PlanOrder, 'customerId' | 'what'> & { readonly source?: PlanSource },
): Plan {
  const createdAt = clock.now();
  return {
    planId: planIdOf(caller),
    customerId: order.customerId,
    what: order.what,
    state: 'planning',
    ...{ total: 0, planned: 0, begun: 0, done: 0, partly: 0, refused: 0, unknown: 0, skipped: 0 },
    summary: null,
    undoes: order.source?.kind === 'undo' ? order.source.planId : null,
    undoneBy: null,
    handedOutAt: null,
    handedOutBefore: null,
    createdBy: caller.actor.personId,
    createdAt,
    newness: -createdAt,
    expiresAt: createdAt + PLANS_KEPT_MS,
  };
}
