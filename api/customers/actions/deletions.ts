import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Job } from '../../jobs/rules.ts';
import type { CustomerUser, Licence } from '../../ports/customer-users.ts';
import type { World } from '../../ports/world.ts';
import { restorableUntil } from '../rules/deleted-users.ts';
import type { Fault } from '../rules/fault.ts';
import { plannedFor } from '../rules/plans/entry.ts';
import { endingFaults } from '../rules/safeguards.ts';
import { guardOf } from './guard.ts';
import type { Agent } from './hands.ts';
import { startPlan, type PlanCaller } from './plans/start.ts';
import { atCustomer, type AtCustomer } from './standing.ts';

/** What would become of one user who is to be deleted. */
export interface Deletion {
  readonly userId: PersonId;
  readonly user: CustomerUser | null;
  /** Null: the user would be deleted. */
  readonly problem: Fault | null;
}

/** What would become of several. */
export interface DeletionsPreview {
  readonly deletions: readonly Deletion[];
  readonly products: readonly Licence[];
  /** If they were deleted now. */
  readonly restorableUntil: Instant;
}

async function look(
  world: World,
  at: AtCustomer,
  userIds: readonly PersonId[],
): Promise<Deletion[]> {
  const ids = [...new Set(userIds)];
  const [users, guard] = await Promise.all([at.hands.readMany(ids), guardOf(world, at)]);
  const faults = endingFaults(users, guard);
  return ids.map((userId, no) => ({
    userId,
    user: users[no] ?? null,
    problem: faults[no] ?? null,
  }));
}

/** Who would be deleted and who not, and why (PC-31). */
export const previewDeletions = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  userIds: readonly PersonId[],
): Promise<DeletionsPreview> =>
  atCustomer(world, agent, customerId, 'deleteUsers', async (at) => {
    const [deletions, products] = await Promise.all([
      look(world, at, userIds),
      at.hands.licences(),
    ]);
    return { deletions, products, restorableUntil: restorableUntil(world.clock.now()) };
  });

/** Deletes several users in the background; who may not be deleted is named in the result. */
export const deleteUsers = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  userIds: readonly PersonId[],
): Promise<Job> =>
  atCustomer(world, agent, customerId, 'deleteUsers', async (at) => {
    const deletions = await look(world, at, userIds);
    const entries = deletions.map(({ userId, user, problem }) =>
      plannedFor(user, problem, { kind: 'delete', userId }),
    );
    return startPlan(world, caller, { customerId, what: 'delete', entries });
  });
