import type { PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber, bucketsOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, remove } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import { returnedPeople } from '../kinds.ts';
import { RETURNED_SETTLE_AFTER_MS } from '../rules/policy.ts';

/**
 * Notes that accounts have come back from deletion. What these people had through groups was kept (S-5), and their
 * memberships were not: the groups tell of them again, some time later. Only then it is looked whether they still hold.
 */
export async function noteReturned(
  world: World,
  { tenantId, buckets }: Tenant,
  personIds: readonly PersonId[],
): Promise<void> {
  const settleAt = world.clock.now() + RETURNED_SETTLE_AFTER_MS;
  for (const [bucket, ids] of Map.groupBy(personIds, (id) => bucketNumber(id, buckets))) {
    for (const personId of ids) {
      await world.store.commit(bucketAt(tenantId, bucket), [
        create(returnedPeople, { personId, settleAt }),
      ]);
    }
  }
}

/** Settles those who came back long enough ago. To be called when the groups have been read. */
export async function settleReturned(world: World, tenant: Tenant, actor: Actor): Promise<void> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const { items } = await world.store.list(partition, returnedPeople, 'bySettling', {
        upTo: world.clock.now(),
        limit: COMMIT_WRITES_MAX,
      });
      if (items.length === 0) break;
      const personIds = items.map(({ doc }) => doc.personId);
      await settleGroups(world, tenant, actor, personIds);
      const done = items.map(({ doc, version }) =>
        remove(returnedPeople, { personId: doc.personId }, version),
      );
      await world.store.commit(partition, done);
    }
  }
}
