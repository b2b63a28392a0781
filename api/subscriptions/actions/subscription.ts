import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { seatsUsed } from '../../seats/actions/figures.ts';
import { accounts } from '../kinds.ts';
import { trialSubscription, type Account, type Subscription } from '../rules.ts';

/** The account of a tenant that is set up. */
export async function accountOf(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<Account> {
  const held = await store.read(rootOf(tenantId), accounts, {});
  if (held === null) throw new Error('The tenant has no account, so nobody can have been let in.');
  return held.doc;
}

/** The subscription information of the tenant (L-34); its cost does not depend on how many people there are. */
export async function subscriptionOf(world: World, tenant: Tenant): Promise<Subscription> {
  const [account, used] = await Promise.all([accountOf(world, tenant), seatsUsed(world, tenant)]);
  return trialSubscription(account, used, 0);
}
