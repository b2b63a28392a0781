import type { PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import type { Person } from '../../seats/rules/person.ts';
import { isAlive } from '../rules/rows.ts';
import { applyTruths } from './people-page.ts';

/**
 * Of people whom a group no longer names, those who really left it. A deleted account vanishes from its groups as well,
 * often before the users' changes tell of the deletion; what came through the group is then kept, since a restored
 * account is in its groups again (S-5).
 */
export async function thoseWhoLeft(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<PersonId[]> {
  if (personIds.length === 0) return [];
  const before = await peopleOf(world, tenant, personIds);
  const alive = [...before.values()].filter(isAlive).map(({ personId }) => personId);
  await applyTruths(world, tenant, actor, alive, null);
  const now = await peopleOf(world, tenant, personIds);
  return personIds.filter((id) => now.get(id)?.account !== 'deleted');
}

/** The people among these ids whom the store knows. */
async function peopleOf(
  world: World,
  { tenantId, buckets }: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Person>> {
  const found = new Map<PersonId, Person>();
  for (const [bucket, ids] of Map.groupBy(personIds, (id) => bucketNumber(id, buckets))) {
    for (let from = 0; from < ids.length; from += 1_000) {
      const keys = ids.slice(from, from + 1_000).map((personId) => ({ personId }));
      const held = await world.store.readMany(bucketAt(tenantId, bucket), people, keys);
      for (const one of held) if (one !== null) found.set(one.doc.personId, one.doc);
    }
  }
  return found;
}
