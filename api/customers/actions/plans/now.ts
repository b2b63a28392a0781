import { makeDue } from '../../../due/actions.ts';
import { ended, jobsOf, newJob } from '../../../jobs/actions.ts';
import { jobs } from '../../../jobs/kinds.ts';
import { LEASE_MS } from '../../../jobs/rules.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { CustomerUser } from '../../../ports/customer-users.ts';
import { create, replace } from '../../../ports/store.ts';
import type { World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import type { Act } from '../../rules/plans/acts.ts';
import type { EntryFault, EntryState } from '../../rules/plans/entry.ts';
import { CUSTOMER_PLAN, type PlanInput } from '../../rules/plans/plan.ts';
import { carryOut } from './carry-out.ts';
import type { Carrying } from './carrying.ts';
import { entriesFrom } from './entries.ts';
import { tellCustomer } from './settle.ts';
import { newPlan, planIdOf, type PlanCaller, type PlanOrder } from './start.ts';
import { newEntry } from './write-entries.ts';

/** What came of a single act that was waited for. */
export interface ActDone {
  /** The job under which it is kept, and can be undone. */
  readonly jobId: string;
  /** `done`, `partly`, `refused` or `unknown`. */
  readonly state: EntryState;
  /** Why not, or not wholly. */
  readonly faults: readonly EntryFault[];
  /** The user as read back; null where the user is gone, was not read, or the act is a repeat. */
  readonly user: CustomerUser | null;
  /** It was found done: by an earlier try whose answer got lost. */
  readonly alreadyThere: boolean;
  /** The temporary password that was set; null where none was, or an earlier try has set one that nobody knows any more. */
  readonly password: string | null;
}

/**
 * Carries out one act while the caller waits, as a plan of one entry: it is kept like any other and can be undone. A
 * repeat of the act (by its id) does nothing again and answers what came of it, without the password. What a stop cuts
 * short, the job of the plan finishes.
 * @throws AppError `directory-unavailable`: it may have been done; a repeat looks it up first
 */
export async function actNow(
  world: World,
  caller: PlanCaller,
  hands: CustomerHands,
  order: Pick<PlanOrder, 'customerId' | 'what'> & { readonly act: Act; readonly userName?: string },
): Promise<ActDone> {
  const { tenant, actor } = caller;
  const planId = planIdOf(caller);
  await noteDown(world, caller, order);
  const plan = { planId, customerId: order.customerId, what: order.what };
  const carrying: Carrying = { world, tenant, actor: { ...actor, actId: planId }, plan, hands };
  const [carried] = await carryOut(carrying, await entriesFrom(world, tenant, planId, 1));
  if (carried === undefined) throw new Error('A plan that was noted down has its entry.');
  const { entry, user } = carried;
  await tellCustomer(carrying, [entry]);
  await endPlan(world, caller, entry.state === 'done');
  return {
    jobId: planId,
    state: entry.state,
    faults: entry.outcome?.faults ?? [],
    user,
    alreadyThere: entry.outcome?.alreadyThere ?? false,
    password: world.passwords.handOut(planId)[0]?.password ?? null,
  };
}

/** The plan, its one entry and its job, in one commit. The job is in this process's hands for as long as a lease lasts. */
async function noteDown(
  world: World,
  caller: PlanCaller,
  { act, userName, ...order }: Parameters<typeof actNow>[3],
): Promise<void> {
  const { tenant, actor } = caller;
  const plan = newPlan(world, caller, order);
  const entry = newEntry(plan, 1, { act, ...(userName === undefined ? {} : { userName }) });
  const { planId, customerId, what } = plan;
  const input: PlanInput = { planId, customerId, what, source: null };
  const job = newJob(world, {
    kind: CUSTOMER_PLAN,
    jobId: planId,
    input: { ...input },
    createdBy: actor.personId,
    total: 1,
    cancellable: false,
  });
  await makeDue(world, jobsOf(CUSTOMER_PLAN), tenant, world.clock.now() + MINUTE_MS);
  await world.store.commit(rootOf(tenant.tenantId), [
    create(customerPlans, { ...plan, state: 'running', total: 1, planned: 1 }),
    create(customerEntries, entry),
    create(jobs, { ...job, leaseUntil: Date.now() + LEASE_MS }),
  ]);
}

/** Ends the plan and its job, unless the job has ended them already. */
async function endPlan(world: World, caller: PlanCaller, isWhole: boolean): Promise<void> {
  const root = rootOf(caller.tenant.tenantId);
  const planId = planIdOf(caller);
  for (;;) {
    const [plan, job] = await Promise.all([
      world.store.read(root, customerPlans, { planId }),
      world.store.read(root, jobs, { jobId: planId }),
    ]);
    if (plan === null || job?.doc.open !== true) return;
    const end = ended(isWhole ? 'succeeded' : 'partly-failed', world.clock.now());
    const { outcome } = await world.store.commit(root, [
      replace(customerPlans, { ...plan.doc, state: 'ended' }, plan.version),
      replace(jobs, { ...job.doc, ...end, done: 1 }, job.version),
    ]);
    if (outcome === 'committed') return;
  }
}
