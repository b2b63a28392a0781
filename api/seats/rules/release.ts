import type { CatalogId, GroupId, TrainingId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import {
  ended,
  ENROLMENTS_PER_COMMIT,
  groupsIn,
  unchanged,
  withLive,
  type Decision,
  type PersonState,
} from './enrolment.ts';
import type { Enrolment } from './person.ts';

/** What somebody is enrolled in individually, as it is to be begun again where a release is undone. */
export interface HeldEnrolment {
  readonly trainingId: TrainingId;
  readonly catalogId: CatalogId;
  readonly enrolledAt: Instant;
  readonly endsOn: Day | null;
}

/** Everything by which somebody holds a seat. */
export interface Hold {
  readonly enrolments: readonly HeldEnrolment[];
  readonly flowSince: Instant | null;
}

/** By what somebody holds a seat, or why it cannot be released one by one. */
export type HoldOutcome =
  | { readonly outcome: 'held'; readonly hold: Hold }
  | { readonly outcome: 'no-seat' }
  /** Groups enrol the person, so the seat would not be free: it must end in the groups (S-6). */
  | { readonly outcome: 'held-by-group'; readonly groupIds: readonly GroupId[] };

const liveOf = ({ person, enrolments }: PersonState): readonly Enrolment[] =>
  [...enrolments.values()].filter(({ live, catalogId }) => live && catalogId in person.catalogs);

const groupsOf = (enrolments: readonly Enrolment[]): readonly GroupId[] => [
  ...new Set(enrolments.flatMap(({ sources }) => groupsIn(sources))),
];

/** By what the person holds a seat. @param state with all of the person's enrolments */
export function holdOf(state: PersonState): HoldOutcome {
  if (!state.person.counted) return { outcome: 'no-seat' };
  const live = liveOf(state);
  const groupIds = groupsOf(live);
  if (groupIds.length > 0) return { outcome: 'held-by-group', groupIds };
  const enrolments = live.map(({ trainingId, catalogId, enrolledAt, endsOn }) => ({
    ...{ trainingId, catalogId, enrolledAt, endsOn },
  }));
  return { outcome: 'held', hold: { enrolments, flowSince: state.person.flowSince } };
}

/**
 * How releasing a seat went. `more`: as much as fits one commit has ended; `changed`: the hold is no longer the one
 * that was noted.
 */
export type ReleaseOutcome =
  | { readonly outcome: 'released' | 'more' | 'changed' }
  | { readonly outcome: 'held-by-group'; readonly groupIds: readonly GroupId[] };

/**
 * Ends everything by which a person holds a seat, where it is what was noted before (`holdOf`): whoever was enrolled in
 * something more meanwhile keeps all of it. The Users lists stay, since they take no seat (L-9).
 */
export function release(
  state: PersonState,
  hold: Hold,
  at: Instant,
  actId: string,
): Decision<ReleaseOutcome> {
  const { person } = state;
  const live = liveOf(state);
  const groupIds = groupsOf(live);
  if (groupIds.length > 0) return unchanged({ outcome: 'held-by-group', groupIds });
  const noted = new Set(hold.enrolments.map(({ trainingId }) => trainingId));
  const isNew = live.some(({ trainingId }) => !noted.has(trainingId));
  if (isNew || (person.flowSince !== null && person.flowSince !== hold.flowSince)) {
    return unchanged({ outcome: 'changed' });
  }
  if (live.length === 0 && person.flowSince === null) return unchanged({ outcome: 'released' });
  const now = live.slice(0, ENROLMENTS_PER_COMMIT);
  const isLast = now.length === live.length;
  const without = now.reduce<typeof person>(
    (facts, { catalogId }) => ({ ...facts, ...withLive(facts, catalogId, -1) }),
    person,
  );
  return {
    facts: isLast ? { ...without, flowSince: null } : without,
    enrolments: now.map((enrolment) => ended(enrolment, at, actId)),
    outcome: { outcome: isLast ? 'released' : 'more' },
  };
}

/** Which enrolments that a release has ended may begin again: nobody has touched them since, and their last day is not over. */
export const restorable = (
  state: PersonState,
  hold: Hold,
  releaseActId: string,
  today: Day,
): readonly HeldEnrolment[] =>
  hold.enrolments.filter(({ trainingId, endsOn }) => {
    const enrolment = state.enrolments.get(trainingId);
    const isUntouched = enrolment?.live === false && enrolment.actId === releaseActId;
    return isUntouched && (endsOn === null || endsOn > today);
  });
