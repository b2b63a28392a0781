import type { PersonId } from '../../../kernel/ids.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import type { Entry } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { undoOf, type UndoStep, type UserNow } from '../../rules/plans/undo.ts';
import { CHUNK_ENTRIES, entriesFrom } from './entries.ts';
import { snapshotOf } from './snapshot.ts';

/** What taking a plan back means for each of its entries, the last act first, as the users stand now. */
export async function* undoSteps(
  world: World,
  tenant: Tenant,
  hands: CustomerHands,
  { planId, total }: Pick<Plan, 'planId' | 'total'>,
): AsyncGenerator<UndoStep> {
  const chunks = Math.ceil(total / CHUNK_ENTRIES);
  for (let chunk = chunks - 1; chunk >= 0; chunk -= 1) {
    const held = await entriesFrom(world, tenant, planId, chunk * CHUNK_ENTRIES + 1);
    const entries = held.map(({ doc }) => doc);
    const now = await usersNow(hands, entries);
    for (const entry of entries.toReversed()) {
      yield undoOf(entry, now.get(entry.userId) ?? { stands: 'gone' });
    }
  }
}

/** How the users of entries stand now, the deleted ones included. */
async function usersNow(
  hands: CustomerHands,
  entries: readonly Entry[],
): Promise<ReadonlyMap<PersonId | null, UserNow>> {
  const userIds = [...new Set(entries.map(({ userId }) => userId).filter((id) => id !== null))];
  const alive = await hands.readMany(userIds);
  const missing = userIds.filter((_, place) => alive[place] === null);
  const deleted = (await hands.deletedMany(missing)).filter((user) => user !== null);
  const taken = await hands.byNames(deleted.map(({ userName }) => userName));
  return new Map<PersonId, UserNow>([
    ...alive
      .filter((user) => user !== null)
      .map((user) => [user.userId, { stands: 'alive', user: snapshotOf(user) }] as const),
    ...deleted.map(
      ({ userId, userName }) =>
        [userId, { stands: 'deleted', nameTaken: taken.has(userName.toLowerCase()) }] as const,
    ),
  ]);
}
