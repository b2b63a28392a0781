import type { CatalogId, GroupId, TrainingId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { groupsIn } from './enrolment.ts';
import type { Enrolment, Person } from './person.ts';

/** What makes a person a learner. */
export type Reason =
  | {
      readonly code: 'enrolment';
      readonly trainingId: TrainingId;
      readonly catalogId: CatalogId;
      /** The group through which the person is enrolled; null for individually. */
      readonly groupId: GroupId | null;
      readonly since: Instant;
    }
  | { readonly code: 'flow'; readonly since: Instant }
  /** Enrolments that the reader may not see, told as one. */
  | { readonly code: 'elsewhere'; readonly since: Instant };

/** What keeps a person from counting (L-7). */
export type Obstacle = 'removed' | 'deleted' | 'disabled' | 'no-enrolment' | 'no-seat';

/** One way to free the seat; any one of them is enough. */
export type Freeing =
  | { readonly code: 'end-everything'; readonly reasons: readonly Reason[] }
  | { readonly code: 'remove-entirely' }
  | { readonly code: 'disable-account' };

/** Why a person counts or not, since when, and what would free the seat. */
export interface Explanation {
  readonly counted: boolean;
  readonly since: Instant | null;
  readonly because: readonly Reason[];
  readonly blockedBy: readonly Obstacle[];
  readonly freedBy: readonly Freeing[];
}

const reasonsOf = (enrolment: Enrolment): Reason[] => {
  const of = {
    code: 'enrolment' as const,
    trainingId: enrolment.trainingId,
    catalogId: enrolment.catalogId,
    since: enrolment.enrolledAt,
  };
  return [
    ...(enrolment.sources.includes('direct') ? [{ ...of, groupId: null }] : []),
    ...groupsIn(enrolment.sources).map((groupId) => ({ ...of, groupId })),
  ];
};

function obstaclesOf(person: Person, isLearner: boolean): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (person.removedAt !== null) obstacles.push('removed');
  if (person.account === 'deleted' || person.account === 'purged') obstacles.push('deleted');
  if (person.account === 'disabled') obstacles.push('disabled');
  const inactive = person.account === 'none' && person.flowSince === null;
  if (person.waitingSince !== null && !isLearner) obstacles.push('no-seat');
  else if (!isLearner || inactive) obstacles.push('no-enrolment');
  return obstacles;
}

/**
 * Explains a person's seat.
 * @param enrolments all of the person's enrolments
 * @param mayRead whether the reader may see a catalog by name
 */
export function explain(
  person: Person,
  enrolments: readonly Enrolment[],
  mayRead: (catalogId: CatalogId) => boolean,
): Explanation {
  const live = enrolments.filter((e) => e.live && e.catalogId in person.catalogs);
  const elsewhere = live.filter((e) => !mayRead(e.catalogId));
  const reasons: Reason[] = live.filter((e) => mayRead(e.catalogId)).flatMap(reasonsOf);
  if (elsewhere.length > 0) {
    const since = Math.min(...elsewhere.map((e) => e.enrolledAt));
    reasons.push({ code: 'elsewhere', since });
  }
  if (person.flowSince !== null) reasons.push({ code: 'flow', since: person.flowSince });
  const freedBy: Freeing[] = [
    { code: 'end-everything', reasons },
    { code: 'remove-entirely' },
    ...(person.account === 'none' ? [] : [{ code: 'disable-account' as const }]),
  ];
  return {
    counted: person.counted,
    since: person.countedSince,
    because: reasons,
    blockedBy: obstaclesOf(person, reasons.length > 0),
    freedBy: person.counted ? freedBy : [],
  };
}
