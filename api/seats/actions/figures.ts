import { notFound } from '../../kernel/errors.ts';
import type { CatalogId, TrainingId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { add, type StoreReader } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { catalogFigures, heads, trainingFigures } from '../kinds.ts';
import { roomIn, type Head } from '../rules/head.ts';
import type { CatalogAmounts } from '../rules/ledger.ts';

/** The heads of all buckets, in their order. */
export async function readHeads(
  { store }: Pick<World, 'store'>,
  { tenantId, buckets }: Tenant,
): Promise<readonly Head[]> {
  const held = await Promise.all(
    bucketsOf(tenantId, buckets).map((bucket) => store.read(bucket, heads, {})),
  );
  return held.map((one) => {
    if (one === null) throw new Error('A bucket of the tenant has no head.');
    return one.doc;
  });
}

/** How many people count by these heads. */
export const usedIn = (all: readonly Head[]): number =>
  all.reduce((sum, { used }) => sum + used, 0);

/** How many more people may count by acts, by these heads; null where nothing limits that now (G-2). */
export const seatsLeftIn = (all: readonly Head[]): number | null =>
  all.every(({ gate }) => gate === 0)
    ? null
    : all.reduce((sum, head) => sum + Math.max(0, roomIn(head)), 0);

/** How many people could learn and have no enrolment in anything, by these heads (MAU-12). */
export const unenrolledIn = (all: readonly Head[]): number =>
  all.reduce((sum, { unenrolled }) => sum + unenrolled, 0);

/** How many people count in the tenant: one read for each bucket, whatever the tenant's size. */
export const seatsUsed = async (world: Pick<World, 'store'>, tenant: Tenant): Promise<number> =>
  usedIn(await readHeads(world, tenant));

/** A catalog's figures over all buckets; zeroes where there is no such catalog. */
export async function catalogTotals(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  catalogId: CatalogId,
): Promise<CatalogAmounts> {
  const total = { used: 0, listed: 0, live: 0 };
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const held = await world.store.read(bucket, catalogFigures, { catalogId });
    total.used += held?.doc.used ?? 0;
    total.listed += held?.doc.listed ?? 0;
    total.live += held?.doc.live ?? 0;
  }
  return total;
}

/** The live enrolments in a course or training plan; 0 where there is none such. */
export async function trainingTotal(
  { store }: { readonly store: StoreReader },
  tenant: Tenant,
  trainingId: TrainingId,
): Promise<number> {
  let live = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    live += (await store.read(bucket, trainingFigures, { trainingId }))?.doc.live ?? 0;
  }
  return live;
}

/** From now on nobody gets onto the catalog's list or is enrolled in it. Repeats change nothing. */
export async function closeCatalog(
  world: World,
  tenant: Tenant,
  catalogId: CatalogId,
): Promise<void> {
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const close = add(catalogFigures, { catalogId }, { closed: 1 }, { closed: { atMost: 1 } });
    const result = await world.store.commit(bucket, [close]);
    if (result.outcome === 'refused' && result.reason === 'missing') throw notFound('catalog');
  }
}

/** From now on nobody is enrolled in the course or training plan. Repeats change nothing. */
export async function closeTraining(
  world: World,
  tenant: Tenant,
  trainingId: TrainingId,
): Promise<void> {
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const close = add(trainingFigures, { trainingId }, { closed: 1 }, { closed: { atMost: 1 } });
    const result = await world.store.commit(bucket, [close]);
    if (result.outcome === 'refused' && result.reason === 'missing') throw notFound('course');
  }
}
