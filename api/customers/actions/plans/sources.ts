import { AppError } from '../../../kernel/errors.ts';
import type { JobRun } from '../../../jobs/work.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { replace } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerPlans } from '../../kinds.ts';
import type { PlannedEntry } from '../../rules/plans/entry.ts';
import type { Plan, PlanSource } from '../../rules/plans/plan.ts';
import { importEntries } from '../imports/entries.ts';
import type { WhyNoRoles } from '../imports/read-rows.ts';
import { whyNot } from '../standing.ts';
import { resultOf } from './carry-all.ts';
import type { Carrying } from './carrying.ts';
import { readPlan } from './reading.ts';
import { undoEntries } from './undo.ts';
import { withoutEntries, writeEntries } from './write-entries.ts';

/**
 * Makes the entries of a plan where they come from a file or a journal, and gives the plan as it is then. After a stop it
 * begins anew: what the source comes to may have changed since, and nothing was done.
 * @throws AppError why there are no hands: then nothing was done
 */
export async function planEntries(
  { world, tenant, hands, plan, actor: { personId } }: Carrying,
  run: JobRun,
  source: PlanSource | null,
): Promise<Plan> {
  const { doc: stood } = await readPlan(world, tenant, plan.planId);
  if (stood.state !== 'planning' || source === null) return stood;
  if (hands instanceof AppError) throw hands;
  if (personId === null) throw new Error('A plan is made with the hands of an agent.');
  const begun = await withoutEntries(world, tenant, stood);
  const { entries, sum } = await entriesOf(world, tenant, hands, source, () =>
    whyNot(world, { tenant, personId }, plan.customerId, 'grantRoles'),
  );
  await writeEntries(world, tenant, begun, entries, async (count) => {
    await run.progress(0, run.job.total, null, { ...resultOf(begun, 'checking'), rows: count });
  });
  const { doc, version } = await readPlan(world, tenant, plan.planId);
  const ready: Plan = { ...doc, state: 'ready', summary: sum() };
  await world.store.commit(rootOf(tenant.tenantId), [replace(customerPlans, ready, version)]);
  return ready;
}

/** The entries as they come from the source, and what they come to once all were taken. */
interface Sourced {
  readonly entries: AsyncIterable<PlannedEntry>;
  readonly sum: () => Plan['summary'];
}

async function entriesOf(
  world: World,
  tenant: Tenant,
  hands: CustomerHands,
  source: PlanSource,
  whyNoRoles: WhyNoRoles,
): Promise<Sourced> {
  if (source.kind === 'import') return importEntries(world, hands, source, whyNoRoles);
  return { entries: undoEntries(world, tenant, hands, source.planId), sum: () => null };
}
