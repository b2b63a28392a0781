import type { PersonId } from '../../../kernel/ids.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { peopleById } from '../../../seats/actions/reading.ts';
import type { Person } from '../../../seats/rules/person.ts';
import type { Row } from '../../rules/columns.ts';

/** How a report names people, by their ids: name, user name, mail, id. Of whom nothing is known any more the id is left. */
export async function personCells(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personIds: Iterable<PersonId>,
): Promise<(personId: PersonId) => Row> {
  const known: ReadonlyMap<PersonId, Person> = await peopleById(world, tenant, [
    ...new Set(personIds),
  ]);
  return (personId) => {
    const person = known.get(personId);
    return [person?.displayName ?? null, person?.userName ?? null, person?.mail ?? null, personId];
  };
}
