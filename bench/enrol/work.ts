import { idFrom } from '../../api/kernel/ids.ts';
import { stopwatch, type Timing } from '../measuring.ts';

/** So many people are enrolled in one commit: with figures and event it stays within 100 writes. */
const PEOPLE_IN_A_COMMIT = 48;
const CATALOGS = 5;
const TRAININGS_IN_A_CATALOG = 20;

/** Every enrolment of the benchmark happens at this instant, so that both sides end with the same facts in any order. */
export const ENROLLED_AT = Date.UTC(2026, 8, 1);

/** One act: people enrolled in one training. Nobody is enrolled in one training twice. */
export interface Batch {
  readonly eventId: string;
  readonly trainingId: string;
  readonly catalogId: string;
  readonly personIds: readonly string[];
}

/** Someone known before the benchmark begins. */
export interface KnownPerson {
  readonly personId: string;
  readonly displayName: string;
  readonly userName: string;
}

/** What both sides are given. */
export interface Work {
  readonly people: readonly KnownPerson[];
  readonly catalogIds: readonly string[];
  readonly trainings: readonly { readonly trainingId: string; readonly catalogId: string }[];
  readonly batches: readonly Batch[];
  readonly enrolments: number;
}

/** The same sequence of whole numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const FIRST = ['Ada', 'Björn', 'Chloé', 'Dirk', 'Emma', 'Farid', 'Giulia', 'Hanna', 'Ivo', 'Jonas'];
const LAST = ['Jansen', 'de Vries', 'Müller', 'Dubois', 'Nowak', 'Peeters', 'Silva', "O'Neil"];

/** Draws the work: random people in random trainings, the same for the same figures. */
export function workOf(peopleCount: number, enrolmentCount: number): Work {
  const next = numbersFrom(7);
  const people = Array.from({ length: peopleCount }, (_, nth) => {
    const first = FIRST[next(FIRST.length)] ?? '';
    const last = LAST[next(LAST.length)] ?? '';
    return {
      personId: idFrom('person', String(nth)),
      displayName: `${first} ${last}`,
      userName: `${first}.${last}.${nth}@contoso.example`.replaceAll(/[ ']/g, '').toLowerCase(),
    };
  });
  const catalogIds = Array.from({ length: CATALOGS }, (_, nth) => idFrom('catalog', String(nth)));
  const trainings = catalogIds.flatMap((catalogId, nth) =>
    Array.from({ length: TRAININGS_IN_A_CATALOG }, (__, place) => ({
      trainingId: idFrom('training', String(nth), String(place)),
      catalogId,
    })),
  );
  const taken = trainings.map(() => new Set<string>());
  const batches: Batch[] = [];
  for (let left = enrolmentCount; left > 0; left -= PEOPLE_IN_A_COMMIT) {
    const nth = next(trainings.length);
    const training = trainings[nth];
    const already = taken[nth];
    if (training === undefined || already === undefined) continue;
    const personIds: string[] = [];
    while (personIds.length < Math.min(left, PEOPLE_IN_A_COMMIT)) {
      const personId = people[next(peopleCount)]?.personId ?? '';
      if (already.has(personId)) continue;
      already.add(personId);
      personIds.push(personId);
    }
    batches.push({ ...training, personIds, eventId: idFrom('event', String(batches.length)) });
  }
  return { people, catalogIds, trainings, batches, enrolments: enrolmentCount };
}

/** How one side fared. */
export interface Outcome extends Timing {
  readonly digest: string;
  readonly lines: number;
}

/** Measures what is done at a stretch. */
export function measured(work: Work, act: () => void): Timing {
  const stop = stopwatch(work.enrolments);
  act();
  return stop();
}
