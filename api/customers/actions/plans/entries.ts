import { AppError } from '../../../kernel/errors.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { add, replace, type AnyWrite, type Held } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import { movesOf } from '../../rules/plans/counts.ts';
import type { Entry } from '../../rules/plans/entry.ts';

/** So many entries are carried out together: one commit holds them, the plan's counts and what is told of them. */
export const CHUNK_ENTRIES = 96;

/** Entries of a plan from a number on, in order. */
export async function entriesFrom(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  planId: string,
  fromNo: number,
): Promise<readonly Held<Entry>[]> {
  const { items } = await world.store.list(rootOf(tenant.tenantId), customerEntries, 'inOrder', {
    equals: { planId },
    from: fromNo,
    upTo: fromNo + CHUNK_ENTRIES - 1,
    limit: CHUNK_ENTRIES,
  });
  return items;
}

/** The same entries as they stand now. */
export async function readAgain(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  entries: readonly Entry[],
): Promise<readonly Held<Entry>[]> {
  const keys = entries.map(({ planId, no }) => ({ planId, no }));
  const held = await world.store.readMany(rootOf(tenant.tenantId), customerEntries, keys);
  return held.map((one) => {
    if (one === null) throw new Error('An entry of a plan vanished while it was carried out.');
    return one;
  });
}

/**
 * Writes entries of one plan as they are now, and the plan's counts with them, in one commit.
 * @throws AppError `busy` where another worker has them: the job goes on from what stands then
 */
export async function commitEntries(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  planId: string,
  changes: readonly { readonly held: Held<Entry>; readonly after: Entry }[],
  told: readonly AnyWrite[] = [],
): Promise<void> {
  if (changes.length === 0) return;
  const moves = movesOf(changes.map(({ held, after }) => ({ before: held.doc, after })));
  const counted = Object.keys(moves).length === 0 ? [] : [add(customerPlans, { planId }, moves)];
  const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
    ...changes.map(({ held, after }) => replace(customerEntries, after, held.version)),
    ...counted,
    ...told,
  ]);
  if (outcome === 'refused') {
    throw new AppError('busy', 'Somebody else carries out this plan too. It goes on by itself.');
  }
}
