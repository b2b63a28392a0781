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
import { memberships } from '../kinds.ts';
import type { Membership } from '../rules/groups.ts';

/** What becomes of a membership: it is there as of this generation, or it is not. */
type Wanted = { readonly generation: number } | null;

/** Writes that these people are direct members of the group, as of that pass. Repeating it changes nothing. */
export const addMembers = (
  world: World,
  tenant: Tenant,
  groupId: GroupId,
  personIds: readonly PersonId[],
  generation: number,
): Promise<void> => writeMemberships(world, tenant, groupId, personIds, { generation });

/** Writes that these people are no direct members of the group. Repeating it changes nothing. */
export const removeMembers = (
  world: World,
  tenant: Tenant,
  groupId: GroupId,
  personIds: readonly PersonId[],
): Promise<void> => writeMemberships(world, tenant, groupId, personIds, null);

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

async function writeMemberships(
  world: World,
  { tenantId, buckets }: Tenant,
  groupId: GroupId,
  personIds: readonly PersonId[],
  wanted: Wanted,
): Promise<void> {
  const byBucket = Map.groupBy(new Set(personIds), (id) => bucketNumber(id, buckets));
  await Promise.all(
    [...byBucket].map(async ([bucket, ids]) => {
      const partition = bucketAt(tenantId, bucket);
      const portions = Array.from({ length: Math.ceil(ids.length / COMMIT_WRITES_MAX) }, (_, i) =>
        ids.slice(i * COMMIT_WRITES_MAX, (i + 1) * COMMIT_WRITES_MAX),
      );
      await Promise.all(
        portions.map((portion) => writeSome(world, partition, groupId, portion, wanted)),
      );
    }),
  );
}

/** One commit, again where another writer came between. */
async function writeSome(
  world: World,
  partition: Partition,
  groupId: GroupId,
  personIds: readonly PersonId[],
  wanted: Wanted,
): Promise<void> {
  const keys = personIds.map((personId) => ({ groupId, personId }));
  for (;;) {
    const held = await world.store.readMany(partition, memberships, keys);
    const writes = keys.flatMap((key, i) => writeOf(key, held[i] ?? null, wanted));
    if (writes.length === 0) return;
    const { outcome } = await world.store.commit(partition, writes);
    if (outcome === 'committed') return;
  }
}

function writeOf(
  key: Pick<Membership, 'groupId' | 'personId'>,
  held: Held<Membership> | null,
  wanted: Wanted,
): AnyWrite[] {
  if (wanted === null) return held === null ? [] : [remove(memberships, key, held.version)];
  if (held === null) return [create(memberships, { ...key, ...wanted })];
  if (held.doc.generation >= wanted.generation) return [];
  return [replace(memberships, { ...key, ...wanted }, held.version)];
}
