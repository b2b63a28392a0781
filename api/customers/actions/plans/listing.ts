import { jobs } from '../../../jobs/kinds.ts';
import type { Job } from '../../../jobs/rules.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { pageInTurn } from '../../../ports/in-turn.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans, customers } from '../../kinds.ts';
import type { Entry, EntryState } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { readPlanAt } from './reading.ts';

/** A page that is asked for. */
export interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A plan and its job. */
export interface PlanAndJob {
  readonly plan: Plan;
  readonly job: Job;
}

/** What was done at a customer, the newest first. @throws AppError `not-found` for a tenant that never was a customer */
export async function plansPage(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  customerId: TenantId,
  asked: Asked,
): Promise<{ readonly items: readonly PlanAndJob[]; readonly nextCursor: string | null }> {
  const root = rootOf(tenantId);
  if ((await store.read(root, customers, { customerId })) === null) throw notFound('customer');
  const { items, nextCursor } = await pageInTurn(
    [
      (after, limit) =>
        store.list(root, customerPlans, 'newestOf', { equals: { customerId }, after, limit }),
    ],
    asked,
  );
  const plans = items.map(({ doc }) => doc);
  const keys = plans.map(({ planId }) => ({ jobId: planId }));
  const held = keys.length === 0 ? [] : await store.readMany(root, jobs, keys);
  return {
    // A plan whose job is not there yet is still being written down.
    items: plans.flatMap((plan, place) => {
      const job = held[place]?.doc;
      return job === undefined ? [] : [{ plan, job }];
    }),
    nextCursor,
  };
}

/** One plan of a customer and its job. @throws AppError `not-found` */
export async function planAndJob(
  { store }: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  jobId: string,
): Promise<PlanAndJob> {
  const { doc: plan } = await readPlanAt({ store }, tenant, customerId, jobId);
  const job = await store.read(rootOf(tenant.tenantId), jobs, { jobId });
  if (job === null) throw notFound('job');
  return { plan, job: job.doc };
}

/** The users of a plan in order, all or those who stand so. @throws AppError `not-found` */
export async function entriesPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  jobId: string,
  { state, ...asked }: Asked & { readonly state?: EntryState | undefined },
): Promise<{
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
  /** Whether the plan's job has ended: what was not tried by then is not tried any more. */
  readonly ended: boolean;
}> {
  const { plan, job } = await planAndJob(world, tenant, customerId, jobId);
  const { planId } = plan;
  const root = rootOf(tenant.tenantId);
  // `skipped` is not written down: it is what was planned when the job ended.
  const wanted = state === 'skipped' && !job.open ? 'planned' : state;
  const { items, nextCursor } = await pageInTurn(
    [
      (after, limit) =>
        wanted === undefined
          ? world.store.list(root, customerEntries, 'inOrder', { equals: { planId }, after, limit })
          : world.store.list(root, customerEntries, 'byState', {
              ...{ equals: { planId, state: wanted }, after, limit },
            }),
    ],
    asked,
  );
  return { items: items.map(({ doc }) => doc), nextCursor, ended: !job.open };
}
