import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { bucketOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, remove, type Partition } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { secondLooks, type SecondLookReason } from '../kinds.ts';

/** Notes that these people are to be looked at again at that instant; whoever is noted already keeps the former one. */
export async function noteSecondLook(
  world: World,
  { tenantId, buckets }: Tenant,
  personIds: readonly PersonId[],
  because: SecondLookReason,
  lookAt: Instant,
): Promise<void> {
  for (const personId of personIds) {
    const partition = bucketOf(tenantId, personId, buckets);
    await world.store.commit(partition, [create(secondLooks, { personId, because, lookAt })]);
  }
}

/** Takes back the notes of people of one bucket: they have been looked at. */
export async function dropSecondLooks(
  world: World,
  partition: Partition,
  personIds: readonly PersonId[],
  because: SecondLookReason,
): Promise<void> {
  for (let from = 0; from < personIds.length; from += COMMIT_WRITES_MAX) {
    const keys = personIds
      .slice(from, from + COMMIT_WRITES_MAX)
      .map((personId) => ({ personId, because }));
    const held = await world.store.readMany(partition, secondLooks, keys);
    const writes = keys.flatMap((key, i) => {
      const version = held[i]?.version;
      return version === undefined ? [] : [remove(secondLooks, key, version)];
    });
    // Where another writer came between, the next run looks again.
    if (writes.length > 0) await world.store.commit(partition, writes);
  }
}
