import { jobs } from '../../../jobs/kinds.ts';
import type { Job } from '../../../jobs/rules.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { pageInTurn } from '../../../ports/in-turn.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { Cursor } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans, customers } from '../../kinds.ts';
import type { Entry, EntryState } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { asTold, statesToldAs } from '../../rules/plans/told.ts';
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

/** The users of a plan in order, all or those who are told to stand so. @throws AppError `not-found` */
export async function entriesPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  jobId: string,
  { state, ...asked }: Asked & { readonly state?: EntryState | undefined },
): Promise<{
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}> {
  const { plan, job } = await planAndJob(world, tenant, customerId, jobId);
  const { planId } = plan;
  const root = rootOf(tenant.tenantId);
  const inState = (stood: EntryState) => (after: Cursor | null, limit: number) =>
    world.store.list(root, customerEntries, 'byState', {
      ...{ equals: { planId, state: stood }, after, limit },
    });
  const sources =
    state === undefined
      ? [
          (after: Cursor | null, limit: number) =>
            world.store.list(root, customerEntries, 'inOrder', {
              equals: { planId },
              after,
              limit,
            }),
        ]
      : statesToldAs(state, job.open).map(inState);
  const { items, nextCursor } = await pageInTurn(sources, asked);
  return { items: items.map(({ doc }) => asTold(doc, job.open)), nextCursor };
}
