import { notFound } from '../../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { Held } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import type { Entry } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';

/** The plan. @throws AppError `not-found`: there is none, or it is kept no longer */
export async function readPlan(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  planId: string,
): Promise<Held<Plan>> {
  const held = await world.store.read(rootOf(tenant.tenantId), customerPlans, { planId });
  if (held === null) throw notFound('job');
  return held;
}

/** The plan of a customer. @throws AppError `not-found`: also where it is another customer's */
export async function readPlanAt(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  planId: string,
): Promise<Held<Plan>> {
  const held = await readPlan(world, tenant, planId);
  if (held.doc.customerId !== customerId) throw notFound('job');
  return held;
}

/**
 * The last deletions of users that plans have carried out, with what the users had before; who was deleted elsewhere is
 * not in it.
 */
export async function lastDeletionsOf(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  userIds: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Entry>> {
  const root = rootOf(tenant.tenantId);
  const deletions = new Map<PersonId, Entry>();
  for (const userId of userIds) {
    const { items } = await world.store.list(root, customerEntries, 'deletionsOf', {
      equals: { customerId, userId },
      limit: 1,
    });
    const [last] = items;
    if (last !== undefined) deletions.set(userId, last.doc);
  }
  return deletions;
}
