import { makeDue } from '../../due/actions.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerLinks } from '../kinds.ts';
import { PEERS } from '../rules/link.ts';

/**
 * Has what was just made in a catalog brought to the accounts with which the catalog is shared, by the work of peers, which
 * is due from now on (PA-22). Where the process ends before, it comes with what that work refreshes by the hour.
 */
export async function bringToPeers(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  tenant: Tenant,
  catalogId: CatalogId,
): Promise<void> {
  const sharing = await allOf(world.store, rootOf(tenant.tenantId), peerLinks, 'sharing');
  const isShared = sharing.some(({ doc }) =>
    doc.catalogs.some((one) => one.catalogId === catalogId),
  );
  if (isShared) await makeDue(world, PEERS, tenant, world.clock.now());
}
