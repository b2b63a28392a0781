import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { CustomerHands } from '../../ports/customer-directory.ts';
import type { DeletedUser, Licence } from '../../ports/customer-users.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import type { DirectLicence } from '../rules/plans/acts.ts';
import type { Entry } from '../rules/plans/entry.ts';
import type { Agent } from './hands.ts';
import { cursorOf, placeOf } from './page-cursor.ts';
import { lastDeletionsOf, readPlan } from './plans/reading.ts';
import { atCustomer } from './standing.ts';

/** Somebody who was deleted, with what is known of it beside the directory. */
export interface KnownDeleted {
  readonly user: DeletedUser;
  /** What was assigned directly; null: nobody knows any more (C-4). */
  readonly licences: readonly DirectLicence[] | null;
  /** Who of the partner did it; null: somebody elsewhere. */
  readonly deletedBy: { readonly personId: PersonId; readonly displayName: string | null } | null;
}

/** A page of a customer's deleted users. */
export interface DeletedPage {
  readonly items: readonly KnownDeleted[];
  readonly products: readonly Licence[];
  readonly nextCursor: string | null;
  readonly count: number | null;
}

/** Two clocks tell of one deletion: ours and the directory's. */
const SAME_DELETION_MS = 10 * 60 * 1_000;

/** Whether the journal's last deletion of a user is the one that the directory tells of. */
const isSame = ({ newestDeletion }: Entry, { deletedAt }: DeletedUser): boolean =>
  newestDeletion !== null && Math.abs(-newestDeletion - deletedAt) <= SAME_DELETION_MS;

/** What was assigned directly, as the directory remembers it; null where it keeps nothing. */
function remembered({ licences, sources }: DeletedUser): readonly DirectLicence[] | null {
  if (sources.length > 0) return sources.filter(({ groupId }) => groupId === null);
  return licences.length > 0 ? licences : null;
}

/** Deleted users with the licences that our journal has of them, or else the directory (C-4). */
export async function withLicences(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  customerId: TenantId,
  users: readonly DeletedUser[],
): Promise<readonly (Omit<KnownDeleted, 'deletedBy'> & { readonly planId: string | null })[]> {
  const ids = users.map(({ userId }) => userId);
  const journal = await lastDeletionsOf(world, tenant, customerId, ids);
  return users.map((user) => {
    const entry = journal.get(user.userId);
    if (entry === undefined || !isSame(entry, user)) {
      return { user, licences: remembered(user), planId: null };
    }
    return { user, licences: entry.before?.licences ?? remembered(user), planId: entry.planId };
  });
}

async function readDeleted(
  hands: CustomerHands,
  link: string | null,
  given: number,
  limit: number,
): Promise<{
  users: readonly DeletedUser[];
  next: { link: string | null; given: number } | null;
  count: number | null;
}> {
  const part = await hands.deletedUsers(link);
  const upTo = given + limit;
  const users = part.items.slice(given, upTo);
  if (upTo < part.items.length) return { users, next: { link, given: upTo }, count: part.count };
  const next = part.link === null ? null : { link: part.link, given: 0 };
  return { users, next, count: part.count };
}

/** A page of the users who can still be restored, as the directory tells it now (PC-32). */
export const deletedUsersPage = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<DeletedPage> =>
  atCustomer(world, agent, customerId, 'readUsers', async ({ hands }) => {
    const { tenant } = agent;
    const scope = [tenant.tenantId, customerId, 'deleted-users'];
    const { link, given } = placeOf(world, scope, cursor);
    const [{ users, next, count }, products] = await Promise.all([
      readDeleted(hands, link, given, limit),
      hands.licences(),
    ]);
    const known = await withLicences(world, tenant, customerId, users);
    const agents = await agentsOf(world, tenant, known);
    const items = known.map(({ planId, ...one }) => ({
      ...one,
      deletedBy: planId === null ? null : (agents.get(planId) ?? null),
    }));
    return {
      ...{ items, products, count },
      nextCursor: next === null ? null : cursorOf(world, scope, next),
    };
  });

/** Who began the plans, by plan. */
async function agentsOf(
  world: World,
  tenant: Tenant,
  known: readonly { readonly planId: string | null }[],
): Promise<Map<string, { personId: PersonId; displayName: string | null }>> {
  const planIds = [...new Set(known.map(({ planId }) => planId).filter((id) => id !== null))];
  const plans = await Promise.all(planIds.map((planId) => readPlan(world, tenant, planId)));
  const names = await namesOf(world, tenant, [...new Set(plans.map(({ doc }) => doc.createdBy))]);
  return new Map(
    plans.map(({ doc: { planId, createdBy } }) => [
      planId,
      { personId: createdBy, displayName: names.get(createdBy)?.displayName ?? null },
    ]),
  );
}
