import { newId, type PersonId } from '../../kernel/ids.ts';
import { startOfDay } from '../../kernel/time.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { activePeople } from '../../usage/kinds.ts';
import type { Sign } from '../../usage/rules/activities.ts';
import { noteSigns } from './signs.ts';

/**
 * Brings with these people what usage knows of when they were last active: from before the account held seats, and what a
 * stop kept from being noted. At most 1,000 people.
 */
export async function catchUp(
  world: World,
  tenant: Tenant,
  personIds: readonly PersonId[],
): Promise<void> {
  const { tenantId, buckets } = tenant;
  const signs: Sign[] = [];
  for (const [bucket, ids] of Map.groupBy(personIds, (id) => bucketNumber(id, buckets))) {
    const keys = ids.map((personId) => ({ personId }));
    const held = await world.store.readMany(bucketAt(tenantId, bucket), activePeople, keys);
    for (const one of held)
      if (one !== null) signs.push({ personId: one.doc.personId, at: startOfDay(one.doc.lastOn) });
  }
  if (signs.length > 0) await noteSigns(world, tenant, { personId: null, actId: newId() }, signs);
}
