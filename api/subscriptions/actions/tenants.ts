import { SERVICE } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { tenants, type TenantEntry } from '../kinds.ts';

/** What is written down of every tenant that is set up, the oldest first. */
export async function tenantEntries({ store }: Pick<World, 'store'>): Promise<TenantEntry[]> {
  const held = await allOf(store, SERVICE, tenants, 'byAge');
  return held.map(({ doc }) => doc);
}

/** Every tenant that is set up, the oldest first. */
export async function allTenants(world: Pick<World, 'store'>): Promise<Tenant[]> {
  const entries = await tenantEntries(world);
  return entries.map(({ tenantId, buckets }) => ({ tenantId, buckets }));
}
