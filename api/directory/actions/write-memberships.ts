import type { GroupId, PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber, bucketsOf } from '../../ports/partitions.ts';
import { pagesOf } from '../../ports/reading.ts';
import {
  COMMIT_WRITES_MAX,
  create,
  remove,
  replace,
  type AnyWrite,
  type Held,
  type Partition,
} from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { memberships, secondLooks } from '../kinds.ts';
import type { Membership } from '../rules/groups.ts';
import { dropSecondLooks } from './second-looks.ts';

/** Writes that these people are direct members of the group, as of that pass. Repeating it changes nothing. */
export const addMembers = (
  world: World,
  tenant: Tenant,
  groupId: GroupId,
  personIds: readonly PersonId[],
  generation: number,
): Promise<void> =>
  inPortions(tenant, personIds, COMMIT_WRITES_MAX, async (partition, portion) => {
    const keys = portion.map((personId) => ({ groupId, personId }));
    await untilCommitted(world, partition, async () => {
      const held = await world.store.readMany(partition, memberships, keys);
      return keys.flatMap((key, i) => joiningOf({ ...key, generation }, held[i] ?? null));
    });
  });

/**
 * Writes that these people are no direct members of the group, and does what follows from it: `settle`. A stop before
 * that is done leaves a note by which the next run does it.
 */
export const removeMembers = (
  world: World,
  tenant: Tenant,
  groupId: GroupId,
  personIds: readonly PersonId[],
  settle: (personIds: readonly PersonId[]) => Promise<void>,
): Promise<void> =>
  inPortions(tenant, personIds, COMMIT_WRITES_MAX / 2, async (partition, portion) => {
    const lookAt = world.clock.now();
    await untilCommitted(world, partition, async () => {
      const memberKeys = portion.map((personId) => ({ groupId, personId }));
      const held = await world.store.readMany(partition, memberships, memberKeys);
      const lookKeys = portion.map((personId) => ({ personId, because: 'left-group' as const }));
      const noted = await world.store.readMany(partition, secondLooks, lookKeys);
      return memberKeys.flatMap((key, i) => {
        const version = held[i]?.version;
        const look = lookKeys[i];
        if (version === undefined || look === undefined) return [];
        const note = noted[i] == null ? [create(secondLooks, { ...look, lookAt })] : [];
        return [remove(memberships, key, version), ...note];
      });
    });
    await settle(portion);
    await dropSecondLooks(world, partition, portion, 'left-group');
  });

/** The direct members of a group, some at a time. */
export async function* membersOf(
  world: World,
  tenant: Tenant,
  groupId: GroupId,
): AsyncGenerator<readonly Membership[]> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const question = { equals: { groupId } };
    for await (const page of pagesOf(world.store, partition, memberships, 'byGroup', question)) {
      yield page.map(({ doc }) => doc);
    }
  }
}

const joiningOf = (membership: Membership, held: Held<Membership> | null): AnyWrite[] => {
  if (held === null) return [create(memberships, membership)];
  if (held.doc.generation >= membership.generation) return [];
  return [replace(memberships, membership, held.version)];
};

/** Commits what `writes` gives, again where another writer came between. */
async function untilCommitted(
  world: World,
  partition: Partition,
  writes: () => Promise<readonly AnyWrite[]>,
): Promise<void> {
  for (;;) {
    const wanted = await writes();
    if (wanted.length === 0) return;
    if ((await world.store.commit(partition, wanted)).outcome === 'committed') return;
  }
}

/** Does something with the people of each bucket, so many at a time. */
async function inPortions(
  { tenantId, buckets }: Tenant,
  personIds: readonly PersonId[],
  most: number,
  act: (partition: Partition, portion: readonly PersonId[]) => Promise<void>,
): Promise<void> {
  for (const [bucket, ids] of Map.groupBy(new Set(personIds), (id) => bucketNumber(id, buckets))) {
    for (let from = 0; from < ids.length; from += most) {
      await act(bucketAt(tenantId, bucket), ids.slice(from, from + most));
    }
  }
}
