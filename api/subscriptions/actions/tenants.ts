import { SERVICE } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { tenants } from '../kinds.ts';

/** Every tenant that is set up, the oldest first. */
export async function allTenants({ store }: Pick<World, 'store'>): Promise<Tenant[]> {
  const held = await allOf(store, SERVICE, tenants, 'byAge');
  return held.map(({ doc: { tenantId, buckets } }) => ({ tenantId, buckets }));
}
