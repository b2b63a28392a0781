import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { bucketOf, bucketsOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, remove, type Partition } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import { secondLooks, type SecondLookReason } from '../kinds.ts';
import type { Mark } from '../rules/rows.ts';
import { applyTruths } from './people-page.ts';

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

/**
 * Looks again at people for whom that was noted and is due: how they stand in the directory, and what their groups give
 * them. To be called when the groups have been read.
 */
export async function lookAgain(
  world: World,
  tenant: Tenant,
  actor: Actor,
  mark: Mark,
): Promise<void> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const { items } = await world.store.list(partition, secondLooks, 'byTime', {
        upTo: world.clock.now(),
        limit: COMMIT_WRITES_MAX,
      });
      if (items.length === 0) break;
      const all = items.map(({ doc }) => doc);
      const idsOf = (unreadable: boolean): PersonId[] => [
        ...new Set(
          all
            .filter(({ because }) => (because === 'unreadable') === unreadable)
            .map(({ personId }) => personId),
        ),
      ];
      await applyTruths(world, tenant, actor, idsOf(true), mark);
      await applyTruths(world, tenant, actor, idsOf(false), mark, 'unless-absent');
      await settleGroups(world, tenant, actor, [...new Set(all.map(({ personId }) => personId))]);
      await world.store.commit(
        partition,
        items.map(({ doc: { personId, because }, version }) =>
          remove(secondLooks, { personId, because }, version),
        ),
      );
    }
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
