import { rootOf } from '../../../ports/partitions.ts';
import { allOf } from '../../../ports/reading.ts';
import type { Held } from '../../../ports/store.ts';
import type { World } from '../../../ports/world.ts';
import { customerEntries } from '../../kinds.ts';
import type { Entry } from '../../rules/plans/entry.ts';
import { endingFaults } from '../../rules/safeguards.ts';
import { guardOf } from '../guard.ts';
import type { AtCustomer } from '../standing.ts';
import { CHUNK_ENTRIES, commitEntries } from './entries.ts';

/**
 * Looks once more at the deletions that a stopped plan has left, as they were looked at when it was made: who has become
 * the last administrator since, or is whoever carries it on, is refused.
 * @returns whether there was anybody like that
 */
export async function guardAgain(world: World, at: AtCustomer, planId: string): Promise<boolean> {
  const { agent, hands } = at;
  const root = rootOf(agent.tenant.tenantId);
  const open: Held<Entry>[] = [];
  for (const state of ['planned', 'begun'] as const)
    open.push(
      ...(await allOf(world.store, root, customerEntries, 'byState', {
        equals: { planId, state },
      })),
    );
  const users = await hands.readMany(open.map(({ doc }) => doc.userId ?? ''));
  const faults = endingFaults(users, await guardOf(world, at));
  const changes = open.flatMap((held, place) => {
    const fault = faults[place] ?? null;
    // Who is not there may have been deleted by what was begun: carrying it on finds out.
    if (fault === null || users[place] === null) return [];
    const outcome = { faults: [fault], after: null, alreadyThere: false };
    return [{ held, after: { ...held.doc, state: 'refused', outcome } satisfies Entry }];
  });
  for (let from = 0; from < changes.length; from += CHUNK_ENTRIES)
    await commitEntries(world, agent.tenant, planId, changes.slice(from, from + CHUNK_ENTRIES));
  return changes.length > 0;
}
