import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { CustomerUser } from '../../../ports/customer-users.ts';
import type { Held } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Entry, EntryFault } from '../../rules/plans/entry.ts';
import { commitEntries } from './entries.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Notes that entries are begun, and what stands before, in one commit: whatever stops the process from then on, it is
 * known that they may have been done. Who is not there (any more) is refused at once.
 */
export async function begin(
  world: World,
  tenant: Tenant,
  hands: CustomerHands,
  fresh: readonly Held<Entry>[],
): Promise<void> {
  const [first] = fresh;
  if (first === undefined) return;
  const users = await usersBefore(hands, fresh);
  const begunAt = world.clock.now();
  const changes = fresh.map((held) => ({ held, after: begun(held.doc, users, begunAt) }));
  await commitEntries(world, tenant, first.doc.planId, changes);
}

/** Those whom the acts find alive. A new user and one who is restored are not looked for: the writing itself does that. */
async function usersBefore(
  hands: CustomerHands,
  fresh: readonly Held<Entry>[],
): Promise<ReadonlyMap<PersonId, CustomerUser>> {
  const userIds = fresh.flatMap(({ doc: { act } }) => {
    return act === null || act.kind === 'create' || act.kind === 'restore' ? [] : [act.userId];
  });
  if (userIds.length === 0) return new Map();
  const users = await hands.readMany(userIds);
  return new Map(users.flatMap((user) => (user === null ? [] : [[user.userId, user]])));
}

function begun(entry: Entry, users: ReadonlyMap<PersonId, CustomerUser>, begunAt: number): Entry {
  const { act } = entry;
  const now: Entry = { ...entry, state: 'begun', begunAt };
  if (act === null || act.kind === 'create' || act.kind === 'restore') return now;
  const user = users.get(act.userId);
  if (user !== undefined) return { ...now, userName: user.userName, before: snapshotOf(user) };
  const fault: EntryFault = {
    code: 'user-gone',
    detail: 'There is no such user (any more) at the customer. Look among the deleted users.',
  };
  const outcome = { faults: [fault], after: null, alreadyThere: false };
  return { ...entry, state: 'refused', outcome };
}
