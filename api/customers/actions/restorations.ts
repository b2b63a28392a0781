import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { Job } from '../../jobs/rules.ts';
import type { Licence } from '../../ports/customer-users.ts';
import type { World } from '../../ports/world.ts';
import { plannedFor } from '../rules/plans/entry.ts';
import {
  namesToOffer,
  previewRestorations,
  type DeletedFacts,
  type Restoration,
  type RestorationWish,
} from '../rules/restorations.ts';
import { withLicences } from './deleted-users.ts';
import type { Agent } from './hands.ts';
import { startPlan, type PlanCaller } from './plans/start.ts';
import { atCustomer, type AtCustomer } from './standing.ts';

/** What would come back. */
export interface RestorationsPreview {
  readonly restorations: readonly Restoration[];
  readonly products: readonly Licence[];
}

async function deletedFacts(
  world: World,
  { hands, agent, customer }: AtCustomer,
  userIds: readonly PersonId[],
): Promise<Map<PersonId, DeletedFacts>> {
  const found = (await hands.deletedMany(userIds)).filter((user) => user !== null);
  const known = await withLicences(world, agent.tenant, customer.customerId, found);
  return new Map(known.map(({ user, licences }) => [user.userId, { ...user, licences }]));
}

/** The user names that live users have: of those wanted, and of what could be offered where one is taken. */
async function takenNames(
  { hands }: AtCustomer,
  wishes: readonly RestorationWish[],
  deleted: ReadonlyMap<PersonId, DeletedFacts>,
): Promise<ReadonlySet<string>> {
  const wanted = wishes
    .map(({ userId, newUserName }) => newUserName ?? deleted.get(userId)?.userName ?? null)
    .filter((name) => name !== null);
  const folded = wanted.map((name) => name.toLowerCase());
  const taken = await hands.byNames(wanted);
  const clashing = wanted.filter(
    (_, no) => taken.has(folded[no] ?? '') || folded.indexOf(folded[no] ?? '') !== no,
  );
  const offers = await hands.byNames(clashing.flatMap(namesToOffer));
  return new Set([...taken.keys(), ...offers.keys()]);
}

async function look(
  world: World,
  at: AtCustomer,
  wishes: readonly RestorationWish[],
): Promise<RestorationsPreview> {
  const { hands } = at;
  const ids = [...new Set(wishes.map(({ userId }) => userId))];
  const [deleted, products, domains] = await Promise.all([
    deletedFacts(world, at, ids),
    hands.licences(),
    hands.domains(),
  ]);
  const taken = await takenNames(at, wishes, deleted);
  const scene = { now: world.clock.now(), products, domains, taken };
  return { restorations: previewRestorations(wishes, deleted, scene), products };
}

/** What would come back in this order, with which licences, and under which name (C-4, C-5). */
export const previewRestoring = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  wishes: readonly RestorationWish[],
): Promise<RestorationsPreview> =>
  atCustomer(world, agent, customerId, 'restoreUsers', (at) => look(world, at, wishes));

/**
 * Restores users in the background, in this order. The accounts come back; of the licences what is left then, and the rest
 * is named (C-4).
 */
export const restoreUsers = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  wishes: readonly RestorationWish[],
): Promise<Job> =>
  atCustomer(world, agent, customerId, 'restoreUsers', async (at) => {
    const { restorations } = await look(world, at, wishes);
    const entries = restorations.map(({ userId, user, problem }, no) => {
      const userName = wishes[no]?.newUserName ?? null;
      const licences = user?.licences ?? null;
      return plannedFor(user, problem, { kind: 'restore', userId, userName, licences });
    });
    return startPlan(world, caller, { customerId, what: 'restore', entries });
  });
