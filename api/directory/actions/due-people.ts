import { bucketsOf } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { forgetPeople } from '../../seats/actions/removal.ts';
import { people } from '../../seats/kinds.ts';
import type { PeopleSync } from '../rules/sync.ts';
import type { Lease } from './lease.ts';
import { applyTruths } from './people-page.ts';

const PORTION = 200;

/**
 * Ends everything of people whose accounts were deleted 30 days ago (S-5). The directory is asked once more before,
 * since nothing brings it back: whoever was restored meanwhile keeps everything.
 */
export async function forgetDuePeople(
  world: World,
  tenant: Tenant,
  lease: Lease<PeopleSync>,
  actor: Actor,
): Promise<void> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const upTo = world.clock.now();
      const due = await world.store.list(partition, people, 'byDue', { upTo, limit: PORTION });
      if (due.items.length === 0) break;
      const personIds = due.items.map(({ doc }) => doc.personId);
      const { generation, page } = lease.doc();
      await applyTruths(world, tenant, actor, personIds, { generation, page });
      await forgetPeople(world, tenant, actor, personIds);
      await lease.save({});
    }
  }
}
