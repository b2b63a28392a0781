import { rootOf } from '../../../ports/partitions.ts';
import { add, create, remove } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import { userOf } from '../../rules/plans/acts.ts';
import type { Entry, PlannedEntry } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { CHUNK_ENTRIES } from './entries.ts';
import { readPlan } from './reading.ts';

/**
 * Writes a plan's entries, some in each commit, with the plan's counts. Those that an earlier try has written stay as
 * they are, so that a repeat with the same source goes on where the first stopped.
 * @returns how many there are
 */
export async function writeEntries(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  plan: Plan,
  planned: Iterable<PlannedEntry> | AsyncIterable<PlannedEntry>,
  /** Is told after each commit how many there are by then. */
  progress: (written: number) => Promise<void> = async () => {},
): Promise<number> {
  let written = 0;
  let part: Entry[] = [];
  const write = async (): Promise<void> => {
    if (part.length === 0) return;
    const refused = part.filter(({ state }) => state === 'refused').length;
    const amounts = { total: part.length, planned: part.length - refused, refused };
    await world.store.commit(rootOf(tenant.tenantId), [
      ...part.map((entry) => create(customerEntries, entry)),
      add(customerPlans, { planId: plan.planId }, amounts),
    ]);
    written += part.length;
    part = [];
    await progress(written);
  };
  for await (const entry of planned) {
    part.push(newEntry(plan, written + part.length + 1, entry));
    if (part.length === CHUNK_ENTRIES) await write();
  }
  await write();
  return written;
}

/** Takes away the entries of a plan of which nothing was begun, some in each commit. @returns the plan without them */
export async function withoutEntries(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  plan: Plan,
): Promise<Plan> {
  const { planId } = plan;
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const { items } = await world.store.list(root, customerEntries, 'inOrder', {
      equals: { planId },
      limit: CHUNK_ENTRIES,
    });
    if (items.length === 0) return (await readPlan(world, tenant, planId)).doc;
    const refused = items.filter(({ doc }) => doc.state === 'refused').length;
    const amounts = { total: -items.length, planned: refused - items.length, refused: -refused };
    await world.store.commit(root, [
      ...items.map(({ doc, version }) => remove(customerEntries, { planId, no: doc.no }, version)),
      add(customerPlans, { planId }, amounts),
    ]);
  }
}

/** An entry before it is begun; one without an act is refused from the start. */
export const newEntry = (
  plan: Plan,
  no: number,
  { act, faults = [], row, userName }: PlannedEntry,
): Entry => ({
  planId: plan.planId,
  no,
  customerId: plan.customerId,
  act,
  userId: act === null ? null : userOf(act),
  userName: userName ?? (act?.kind === 'create' ? act.user.userName : null),
  state: act === null ? 'refused' : 'planned',
  row: row ?? null,
  begunAt: null,
  before: null,
  outcome: faults.length === 0 ? null : { faults, after: null, alreadyThere: false },
  newestDeletion: null,
  expiresAt: plan.expiresAt,
});
