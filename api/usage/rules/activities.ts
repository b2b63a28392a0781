import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { closesAt, monthOf, type Month } from './months.ts';

/** What is said of a kind of activity. */
interface KindOfActivity {
  /** Whether it makes a person active in its month (M-2, MAU-5 to MAU-10). */
  readonly counts: boolean;
  /** Whether somebody else's act brings it about: it then belongs to the month in which it is recorded. */
  readonly byOthers: boolean;
}

const own: KindOfActivity = { counts: true, byOthers: false };
const byOthers: KindOfActivity = { counts: true, byOthers: true };
const visit: KindOfActivity = { counts: false, byOthers: false };

/** Every kind of activity: which of them count, and to which month they belong (MAU-5 to MAU-10). */
export const ACTIVITY_KINDS = {
  'course-consumed': own,
  'plan-consumed': own,
  'certification-consumed': own,
  'job-aid-consumed': own,
  'attachment-downloaded': own,
  'note-consumed': own,
  'note-created': own,
  'board-created': own,
  'post-created': own,
  'comment-created': own,
  'external-certificate-approved': byOthers,
  'session-attended': byOthers,
  'external-content-consumed': own,
  visited: visit,
  'signed-in': visit,
} as const satisfies Record<string, KindOfActivity>;

/** A kind of activity that is known. */
export type ActivityKind = keyof typeof ACTIVITY_KINDS;

const isKind = (kind: string): kind is ActivityKind => Object.hasOwn(ACTIVITY_KINDS, kind);

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
export type ActivityRefusal = 'person-unknown' | 'kind-unknown' | 'ahead' | 'before-activation';

/** What becomes of an activity that is taken: it counts in its month, is kept without counting, or came too late for it. */
export type Taken = 'counted' | 'stored' | 'late';

/** How far the sender's clock may be ahead (M-2). */
const AHEAD_MAX_MS = 5 * MINUTE_MS;

/** How an activity is judged when it comes in. */
export type ActivityJudgement =
  | { readonly refused: Exclude<ActivityRefusal, 'person-unknown'> }
  | { readonly refused: null; readonly taken: Taken; readonly month: Month };

/** Whether the activity counts, and in which month (M-2). */
export function judgeActivity(
  { kind, at }: Activity,
  now: Instant,
  firstMonth: Month,
): ActivityJudgement {
  if (!isKind(kind)) return { refused: 'kind-unknown' };
  if (at > now + AHEAD_MAX_MS) return { refused: 'ahead' };
  const { counts, byOthers: isEffect } = ACTIVITY_KINDS[kind];
  const month = monthOf(isEffect ? now : at);
  if (month < firstMonth) return { refused: 'before-activation' };
  if (!counts) return { refused: null, taken: 'stored', month };
  return { refused: null, taken: now < closesAt(month) ? 'counted' : 'late', month };
}

/** Whether two activities of one id say the same. */
export const sameActivity = (one: Activity, other: Activity): boolean =>
  one.personId === other.personId &&
  one.kind === other.kind &&
  one.at === other.at &&
  one.catalogId === other.catalogId;
