import type { PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber, bucketOf } from '../../ports/partitions.ts';
import type { Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { people } from '../kinds.ts';
import type { Person } from '../rules/person.ts';

/** A person of the tenant, or null for someone whom nobody knows. */
export const readPerson = (
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personId: PersonId,
): Promise<Held<Person> | null> =>
  world.store.read(bucketOf(tenant.tenantId, personId, tenant.buckets), people, { personId });

/** Those of these people who are known, by id. At most 1,000 ids. */
export async function peopleById(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Person>> {
  const found = new Map<PersonId, Person>();
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, tenant.buckets));
  for (const [bucket, ids] of byBucket) {
    const keys = ids.map((personId) => ({ personId }));
    const held = await world.store.readMany(bucketAt(tenant.tenantId, bucket), people, keys);
    for (const one of held) if (one !== null) found.set(one.doc.personId, one.doc);
  }
  return found;
}

/** The names of these people as lists show them; who is not known is left out. */
export async function namesOf(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Pick<Person, 'displayName'>>> {
  const found = await peopleById(world, tenant, personIds);
  return new Map([...found].map(([id, { displayName }]) => [id, { displayName }]));
}
