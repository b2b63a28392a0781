import { tell } from '../../../audit/actions.ts';
import { newJob, readJob, startingJob } from '../../../jobs/actions.ts';
import { jobs } from '../../../jobs/kinds.ts';
import type { Job } from '../../../jobs/rules.ts';
import { idFrom, type PersonId, type TenantId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, replace } from '../../../ports/store.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import { userOf } from '../../rules/plans/acts.ts';
import type { Entry, PlannedEntry } from '../../rules/plans/entry.ts';
import { CUSTOMER_PLAN, PLANS_KEPT_MS, type Plan, type PlanWhat } from '../../rules/plans/plan.ts';

/** What a plan is asked to do. */
export interface PlanOrder {
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  /** One act for one user each, in the order in which they are to be carried out. */
  readonly entries: Iterable<PlannedEntry> | AsyncIterable<PlannedEntry>;
  /** The plan that this one undoes. Default: none. */
  readonly undoes?: string;
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
  const { tenant, actor } = caller;
  const root = rootOf(tenant.tenantId);
  const planId = planIdOf(caller);
  const plan = newPlan(world, caller, order);
  const begun = await world.store.commit(root, [create(customerPlans, plan)]);
  const held = await world.store.read(root, customerPlans, { planId });
  if (held === null) throw new Error('A plan that was just written is there.');
  if (begun.outcome === 'refused' && held.doc.state !== 'planning') {
    return readJob(world, tenant, planId);
  }
  const total = await writeEntries(world, tenant, held.doc, order.entries);
  const job = newJob(world, {
    kind: CUSTOMER_PLAN,
    jobId: planId,
    input: { planId, customerId: order.customerId, what: order.what },
    createdBy: actor.personId,
    total,
  });
  const ready: Plan = { ...held.doc, state: 'ready', total };
  const { outcome } = await startingJob(world, tenant, job, () =>
    world.store.commit(root, [
      replace(customerPlans, ready, held.version),
      create(jobs, job),
      tell(actor, job.createdAt, 'customer-plan-started', {
        jobId: planId,
        customerId: order.customerId,
        what: order.what,
        users: total,
      }),
    ]),
  );
  return outcome === 'committed' ? job : readJob(world, tenant, planId);
}

function newPlan({ clock }: World, caller: PlanCaller, order: PlanOrder): Plan {
  const createdAt = clock.now();
  return {
    planId: planIdOf(caller),
    customerId: order.customerId,
    what: order.what,
    state: 'planning',
    ...{ total: 0, planned: 0, begun: 0, done: 0, partly: 0, refused: 0, unknown: 0, skipped: 0 },
    undoes: order.undoes ?? null,
    undoneBy: null,
    createdBy: caller.actor.personId,
    createdAt,
    newness: -createdAt,
    expiresAt: createdAt + PLANS_KEPT_MS,
  };
}

/** Writes the entries, as many as a commit takes at a time; those that an earlier try has written stay. */
async function writeEntries(
  world: World,
  tenant: Tenant,
  plan: Plan,
  planned: PlanOrder['entries'],
): Promise<number> {
  let no = 0;
  let part: Entry[] = [];
  const write = async (): Promise<void> => {
    if (part.length === 0) return;
    const writes = part.map((entry) => create(customerEntries, entry));
    await world.store.commit(rootOf(tenant.tenantId), writes);
    part = [];
  };
  for await (const entry of planned) {
    no += 1;
    part.push(newEntry(plan, no, entry));
    if (part.length === COMMIT_WRITES_MAX) await write();
  }
  await write();
  return no;
}

const newEntry = (plan: Plan, no: number, { act, faults, row, userName }: PlannedEntry): Entry => ({
  planId: plan.planId,
  no,
  customerId: plan.customerId,
  act,
  userId: act === null ? null : userOf(act),
  userName: userName ?? (act?.kind === 'create' ? act.user.userName : null),
  state: act === null ? 'refused' : 'planned',
  row: row ?? null,
  begunAt: null,
  before: null,
  outcome: faults === undefined ? null : { faults, after: null, alreadyThere: false },
  newestDeletion: null,
  expiresAt: plan.expiresAt,
});
