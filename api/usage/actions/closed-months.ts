import type { TenantId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { World } from '../../ports/world.ts';
import { closedMonths, type ClosedMonth } from '../kinds.ts';
import type { Month } from '../rules/months.ts';

/** The months that are closed for good, with their figures. */
export async function readClosed(
  { store }: Pick<World, 'store'>,
  tenantId: TenantId,
): Promise<Map<Month, ClosedMonth>> {
  const held = await allOf(store, rootOf(tenantId), closedMonths, 'byMonth');
  return new Map(held.map(({ doc }) => [doc.month, doc]));
}
