import { idFrom } from '../../api/kernel/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import type { Activity } from '../../api/usage/rules/activities.ts';
import type { Timing } from '../measuring.ts';

/** The months of the benchmark's account are those of UTC, from this one on. */
export const FIRST_MONTH = '2026-01';
const START = Date.UTC(2026, 0, 1);
const DAYS = 365;

const PEOPLE = 20_000;
const CATALOGS = 5;
/** Somebody learns in sittings of one to so many activities, each in one catalog. */
const SITTING_MAX = 9;
/** One in so many activities was told before: at any time, by any sender who got no answer. */
const REPEATED_ONE_IN = 10;
/** So many are told at once. */
export const BATCH = 500;

const KINDS = [
  'course-consumed',
  'course-consumed',
  'course-consumed',
  'attachment-downloaded',
  'note-created',
  'comment-created',
  'external-content-consumed',
  'visited',
];

/** What both sides are given. */
export interface Work {
  readonly personIds: readonly string[];
  readonly catalogIds: readonly string[];
  readonly batches: readonly (readonly Activity[])[];
  readonly activities: number;
}

/** The same sequence of whole numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Draws the work: a year of sittings of some 20,000 people, one in ten activities told again; the same for the same size. */
export function workOf(activities: number): Work {
  const next = numbersFrom(11);
  const personIds = Array.from({ length: PEOPLE }, (_, nth) => idFrom('person', String(nth)));
  const catalogIds = Array.from({ length: CATALOGS }, (_, nth) => idFrom('catalog', String(nth)));
  const told: Activity[] = [];
  const first: Activity[] = [];
  while (told.length < activities) {
    const day = Math.floor((told.length / activities) * DAYS);
    const begun = START + day * DAY_MS + next(1_000) * MINUTE_MS;
    const personId = personIds[next(PEOPLE)] ?? '';
    const catalogId = catalogIds[next(CATALOGS)] ?? '';
    const sitting = 1 + next(SITTING_MAX);
    for (let nth = 0; nth < sitting && told.length < activities; nth++) {
      const before = first[next(first.length)];
      if (before !== undefined && next(REPEATED_ONE_IN) === 0) told.push(before);
      else {
        const activity = {
          ...{ id: idFrom('activity', String(told.length)), personId, catalogId },
          ...{ kind: KINDS[next(KINDS.length)] ?? '', at: begun + nth * MINUTE_MS },
        };
        told.push(activity);
        first.push(activity);
      }
    }
  }
  const batches = Array.from({ length: Math.ceil(told.length / BATCH) }, (_, nth) =>
    told.slice(nth * BATCH, (nth + 1) * BATCH),
  );
  return { personIds, catalogIds, batches, activities: told.length };
}

/** When a batch arrives: soon after the last thing that it tells. */
export const arrivesAt = (batch: readonly Activity[]): number =>
  Math.max(...batch.map(({ at }) => at)) + MINUTE_MS;

/** How one side fared. */
export interface Outcome extends Timing {
  /** How many were new and how many told before. */
  readonly fresh: number;
  readonly repeated: number;
  readonly digest: string;
  readonly lines: number;
}
