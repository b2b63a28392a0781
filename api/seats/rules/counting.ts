import type { CatalogId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { Person, Standing } from './person.ts';

/** How long after its deletion a directory account can be restored; then the enrolments go for good (S-5). */
const RESTORABLE_MS = 30 * DAY_MS;

/** What a person's seat follows from; everything else about it is derived (S-1). */
export type PersonFacts = Omit<
  Person,
  'counted' | 'countedSince' | 'idleSince' | 'standing' | 'unfinished' | 'dueAt'
>;

/** What is true of whoever was never on a list, enrolled, active or gone: a person begins with it. */
export const NOTHING_YET = {
  deletedAt: null,
  removedAt: null,
  flowSince: null,
  waitingSince: null,
  lastActiveAt: null,
  catalogs: {},
  clearing: [],
} as const satisfies Partial<PersonFacts>;

/** All of the person's live enrolments, over all catalogs. */
export const liveEnrolments = (person: Pick<Person, 'catalogs'>): number =>
  Object.values(person.catalogs).reduce((sum, entry) => sum + entry.live, 0);

/** Whether the person is a learner: a live enrolment in any catalog, or an activated Flow account (S-1, L-6). */
const isLearner = (person: PersonFacts): boolean =>
  person.flowSince !== null || liveEnrolments(person) > 0;

/** The first reason why a person does not count, or `counted` (S-1, L-1 to L-9). */
function standingOf(person: PersonFacts): Standing {
  if (person.removedAt !== null) return 'removed';
  if (person.account === 'deleted' || person.account === 'purged') return 'deleted';
  if (person.account === 'disabled') return 'disabled';
  if (person.account === 'none' && person.flowSince === null) return 'no-enrolment';
  if (isLearner(person)) return 'counted';
  return person.waitingSince === null ? 'no-enrolment' : 'no-seat';
}

/**
 * The person with everything that follows from the facts. This is the one place where the count is decided.
 * @param before the person until now, or null for someone new
 */
export function judge(facts: PersonFacts, before: Person | null, at: Instant): Person {
  const standing = standingOf(facts);
  const counted = standing === 'counted';
  const countedSince = counted ? (before?.countedSince ?? at) : null;
  const goes = facts.account === 'deleted' || facts.account === 'purged';
  return {
    ...facts,
    counted,
    countedSince,
    idleSince: countedSince === null ? null : Math.max(countedSince, facts.lastActiveAt ?? 0),
    standing,
    unfinished: facts.clearing.length > 0,
    dueAt:
      goes && Object.keys(facts.catalogs).length > 0
        ? (facts.deletedAt ?? at) + RESTORABLE_MS
        : null,
  };
}

/** So much later an activity must be than the one that is kept: so nobody is written more than once for a day. */
const ACTIVITY_GRAIN_MS = DAY_MS;

/** Whether an activity says more of when the person was last active than what is kept. */
export const isNewsOfActivity = (
  { lastActiveAt }: Pick<Person, 'lastActiveAt'>,
  at: Instant,
): boolean => lastActiveAt === null || at >= lastActiveAt + ACTIVITY_GRAIN_MS;

/** Whether the person could learn and has no enrolment in anything (MAU-12). */
export const isUnenrolled = (person: Person | null): boolean =>
  person !== null &&
  person.removedAt === null &&
  (person.account === 'enabled' || (person.account === 'none' && person.flowSince !== null)) &&
  liveEnrolments(person) === 0;

/** Whether the person is in a catalog's figure: counted, with a live enrolment in it (S-7). */
export const isLearningIn = (person: Person | null, catalogId: CatalogId): boolean =>
  person !== null && person.counted && (person.catalogs[catalogId]?.live ?? 0) > 0;
