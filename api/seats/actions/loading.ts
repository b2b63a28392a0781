import type { PersonId, TrainingId } from '../../kernel/ids.ts';
import { allOf } from '../../ports/reading.ts';
import type { Held, Partition, StoreReader } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { enrolments, people } from '../kinds.ts';
import type { PersonState } from '../rules/enrolment.ts';
import type { EnrolmentsNeeded } from '../rules/lists.ts';
import type { Enrolment, Person } from '../rules/person.ts';

/** A person as read, with the versions to expect. */
export interface Loaded {
  readonly held: Held<Person> | null;
  readonly enrolments: ReadonlyMap<TrainingId, Held<Enrolment>>;
}

/** Loads the people, and of their enrolments what the rule asked for. */
export async function load(
  world: World,
  partition: Partition,
  personIds: readonly PersonId[],
  needed: EnrolmentsNeeded | 'none',
): Promise<Map<PersonId, Loaded>> {
  const loaded = new Map<PersonId, Loaded>();
  for (let from = 0; from < personIds.length; from += 1_000) {
    const ids = personIds.slice(from, from + 1_000);
    const [held, theirs] = await Promise.all([
      world.store.readMany(
        partition,
        people,
        ids.map((personId) => ({ personId })),
      ),
      enrolmentsOf(world, partition, ids, needed),
    ]);
    ids.forEach((personId, i) =>
      loaded.set(personId, {
        held: held[i] ?? null,
        enrolments: new Map(theirs[i]?.map((e) => [e.doc.trainingId, e])),
      }),
    );
  }
  return loaded;
}

async function enrolmentsOf(
  world: World,
  partition: Partition,
  personIds: readonly PersonId[],
  needed: EnrolmentsNeeded | 'none',
): Promise<readonly (readonly Held<Enrolment>[])[]> {
  if (needed === 'none' || needed.length === 0) return [];
  if (needed === 'all') {
    return Promise.all(
      personIds.map((personId) => allEnrolmentsOf(world.store, partition, personId)),
    );
  }
  const byTraining = await Promise.all(
    needed.map((trainingId) =>
      world.store.readMany(
        partition,
        enrolments,
        personIds.map((personId) => ({ trainingId, personId })),
      ),
    ),
  );
  return personIds.map((_, i) =>
    byTraining.map((held) => held[i] ?? null).filter((held) => held !== null),
  );
}

/** Every enrolment of a person, live and ended. */
export const allEnrolmentsOf = (
  store: StoreReader,
  partition: Partition,
  personId: PersonId,
): Promise<Held<Enrolment>[]> =>
  allOf(store, partition, enrolments, 'byPerson', { from: personId, upTo: personId });

/** What of it a rule sees; null for someone whom nobody knows. */
export function stateOf(found: Loaded | undefined): PersonState | null {
  if (found?.held == null) return null;
  return {
    person: found.held.doc,
    enrolments: new Map([...found.enrolments].map(([id, held]) => [id, held.doc])),
  };
}
