import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import type { Month } from './months.ts';

/** What is said of a kind of activity. */
interface KindOfActivity {
  /** Whether it makes a person active in its month (M-2). */
  readonly counts: boolean;
  /** Whether somebody else's act brings it about: it then belongs to the month in which it is recorded. */
  readonly byOthers: boolean;
}

const own: KindOfActivity = { counts: true, byOthers: false };
const byOthers: KindOfActivity = { counts: true, byOthers: true };
const visit: KindOfActivity = { counts: false, byOthers: false };

/** Every kind of activity: which of them count, and to which month they belong (MAU-5 to MAU-10). */
export const ACTIVITY_KINDS = {
  // MAU-5 a: consuming a course, a learning program or a certification.
  'course-consumed': own,
  'plan-consumed': own,
  'certification-consumed': own,
  // MAU-5 b: consuming or downloading a job aid or what is attached to a course.
  'job-aid-consumed': own,
  'job-aid-downloaded': own,
  'attachment-consumed': own,
  'attachment-downloaded': own,
  // MAU-5 c: one's own notes.
  'note-consumed': own,
  'note-downloaded': own,
  'note-created': own,
  // MAU-5 d, MAU-9: social learning.
  'board-created': own,
  'post-created': own,
  'comment-created': own,
  // MAU-5 e: completions that somebody else's act brings about.
  'external-certificate-approved': byOthers,
  'session-attended': byOthers,
  // MAU-10: consumption on another platform.
  'external-content-consumed': own,
  // MAU-7: looking around is a visit.
  visited: visit,
  'signed-in': visit,
} as const satisfies Record<string, KindOfActivity>;

/** A kind of activity that is known. */
export type ActivityKind = keyof typeof ACTIVITY_KINDS;

const isKind = (kind: string): kind is ActivityKind => Object.hasOwn(ACTIVITY_KINDS, kind);

/** Whether an activity of the kind makes people active (M-2). */
export const isCounted = (kind: string): boolean => isKind(kind) && ACTIVITY_KINDS[kind].counts;

/** Something that a person did, as its sender tells it. */
export interface Activity {
  /** The sender's id: the same one again is the same activity (M-3). */
  readonly id: string;
  readonly personId: PersonId;
  readonly kind: string;
  readonly at: Instant;
  readonly catalogId: CatalogId | null;
}

/** Why an activity is not taken. */
export type ActivityRefusal =
  | 'person-unknown'
  | 'person-ambiguous'
  | 'catalog-unknown'
  | 'kind-unknown'
  | 'ahead'
  | 'before-activation';

/** How far the sender's clock may be ahead (M-2). */
const AHEAD_MAX_MS = 5 * MINUTE_MS;

/** How an activity is judged when it comes in. */
export type ActivityJudgement =
  | { readonly refused: 'kind-unknown' | 'ahead' | 'before-activation' }
  | {
      readonly refused: null;
      /** The month in which it makes the person active; null where it does not count, or comes too late for its month. */
      readonly countsIn: Month | null;
      readonly isLate: boolean;
    };

/** By what activities are judged. */
export interface Reckoning {
  readonly calendar: Calendar;
  /** The first month of the account's first period; what lies before it is refused. */
  readonly firstMonth: Month;
}

/** Whether the activity counts, and in which month (M-2). */
export function judgeActivity(
  { kind, at }: Pick<Activity, 'kind' | 'at'>,
  now: Instant,
  { calendar, firstMonth }: Reckoning,
): ActivityJudgement {
  if (!isKind(kind)) return { refused: 'kind-unknown' };
  if (at > now + AHEAD_MAX_MS) return { refused: 'ahead' };
  const { counts, byOthers: isEffect } = ACTIVITY_KINDS[kind];
  const month = calendar.monthAt(isEffect ? now : at);
  if (month < firstMonth) return { refused: 'before-activation' };
  if (!counts) return { refused: null, countsIn: null, isLate: false };
  const isLate = now >= calendar.closesAt(month);
  return { refused: null, countsIn: isLate ? null : month, isLate };
}

/** Whether two activities of one id say the same (M-3). */
export const sameActivity = (one: Activity, other: Activity): boolean =>
  one.personId === other.personId &&
  one.kind === other.kind &&
  one.at === other.at &&
  one.catalogId === other.catalogId;

/** That somebody did something by themselves, whether it counts or not: for whom a seat is held in vain. */
export interface Sign {
  readonly personId: PersonId;
  readonly at: Instant;
}

/** What of these activities, by what became of each, shows that its person is there: own acts, visits among them. */
export const signsIn = (
  given: readonly Activity[],
  outcomes: readonly { readonly outcome: string }[],
): Sign[] =>
  given.flatMap(({ personId, kind, at }, nth) => {
    const outcome = outcomes[nth]?.outcome;
    const isTaken = outcome !== 'refused' && outcome !== 'conflict';
    return isTaken && isKind(kind) && !ACTIVITY_KINDS[kind].byOthers ? [{ personId, at }] : [];
  });
