import { bucketsOf } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../kinds.ts';
import { settleGroups } from './groups.ts';

/** So many who wait are looked at in one go. */
const PORTION = 200;

/**
 * Enrols the group members who waited for a seat, the longest waiting of each bucket first, as far as there are seats
 * (G-2). Repeats change nothing.
 */
export async function enrolWaiting(world: World, tenant: Tenant, actor: Actor): Promise<void> {
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (let before = ''; ;) {
      const page = await world.store.list(bucket, people, 'waiting', { limit: PORTION });
      const personIds = page.items.map(({ doc }) => doc.personId);
      // Whoever still heads the queue after a look found no seat.
      const queue = personIds.join();
      if (queue === '' || queue === before) break;
      before = queue;
      await settleGroups(world, tenant, actor, personIds);
    }
  }
}
