import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';

/** The tenant's account; null where there is none. */
export const readAccountOf = async (
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<Account | null> => (await store.read(rootOf(tenantId), accounts, {}))?.doc ?? null;
