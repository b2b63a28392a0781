import { bucketsOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { usageFigures } from '../kinds.ts';
import type { FigureAmounts, Scope } from '../rules/active.ts';
import type { Month } from '../rules/months.ts';

/** The figures of months in a scope over all buckets, by single documents: the cost is the same for any number of people. */
export async function readFigures(
  { store }: Pick<World, 'store'>,
  { tenantId, buckets }: Tenant,
  months: readonly Month[],
  scope: Scope,
): Promise<Map<Month, FigureAmounts>> {
  const keys = months.map((month) => ({ month, scope }));
  const held = await Promise.all(
    bucketsOf(tenantId, buckets).map((bucket) => store.readMany(bucket, usageFigures, keys)),
  );
  const figures = new Map<Month, FigureAmounts>();
  for (const one of held.flat()) {
    if (one === null) continue;
    const { month, unique, newcomers } = one.doc;
    const sum = figures.get(month) ?? { unique: 0, newcomers: 0 };
    figures.set(month, {
      unique: sum.unique + unique,
      newcomers: sum.newcomers + newcomers,
    });
  }
  return figures;
}
