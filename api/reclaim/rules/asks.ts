import type { PersonId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { Person } from '../../seats/rules/person.ts';
import type { Hold } from '../../seats/rules/release.ts';

/**
 * How it stands with a person's seat. `asked`: an answer is waited for; `unanswered`: none came in time; `kept`,
 * `given-up`: the learner's answer; `active`: was active again; `seatless`: lost the seat by another act; `withdrawn`: the
 * question was taken back; `releasing`, `released`; `restoring`, `restored`: the release was undone.
 */
export const ASK_STATES = [
  'asked',
  'unanswered',
  'given-up',
  'kept',
  'active',
  'seatless',
  'withdrawn',
  'releasing',
  'released',
  'restoring',
  'restored',
] as const;
export type AskState = (typeof ASK_STATES)[number];

/** A learner's answer. */
export type Answer = 'keep' | 'give-up';

/** A release: which act it was, and what it ended, so that it can be undone. */
export interface Release {
  readonly actId: string;
  /** Null: by itself, as the account's settings say. */
  readonly by: PersonId | null;
  readonly at: Instant;
  readonly hold: Hold;
  /** How it stood before, where it goes back to if the seat cannot be released. */
  readonly from: AskState | null;
}

/** Why a release does not free the seat: groups enrol the person, or something began while it was under way. */
export type Obstacle = 'held-by-group' | 'changed';

/** The undoing of a release. */
export interface Restoring {
  readonly actId: string;
  readonly by: PersonId | null;
}

/** What was last asked and done about a person's seat: one for each person, the latest. */
export interface Ask {
  readonly personId: PersonId;
  readonly askId: string;
  readonly state: AskState;
  readonly stateAt: Instant;
  /** Minus `stateAt`, so that the newest come first. */
  readonly newest: number;
  /** Since when the person was not active, as it was when this began. */
  readonly idleSince: Instant;
  /** Null: released without a question. */
  readonly askedAt: Instant | null;
  readonly askedBy: PersonId | null;
  readonly remindAt: Instant | null;
  readonly remindedAt: Instant | null;
  readonly answerBy: Instant | null;
  readonly answer: Answer | null;
  readonly answeredAt: Instant | null;
  /** Until when the person is not asked again; null: whenever the advice is given again. */
  readonly restsUntil: Instant | null;
  readonly release: Release | null;
  readonly restoring: Restoring | null;
  /** Why the seat could not be released when that was last tried; null where it was not. */
  readonly obstacle: Obstacle | null;
  /** When the next step is due; null: none is. */
  readonly dueAt: Instant | null;
}

/** What of a person the rules look at. */
export type Holder = Pick<Person, 'counted' | 'idleSince'>;

/** Whether somebody holds a seat and was not active for so many days. */
const isInactive = (person: Holder, days: number, now: Instant): boolean =>
  person.counted && person.idleSince !== null && person.idleSince <= now - days * DAY_MS;

/** Why somebody is not asked, or a seat not released. */
export type Refusal =
  | 'person-unknown'
  | 'no-seat'
  | 'active'
  | 'asked-already'
  | 'rests'
  | 'under-way'
  | 'not-asked'
  | 'not-released';

/** Whether a release, or its undoing, has begun and not ended. */
export const isUnderWay = ({ state }: Ask): boolean =>
  state === 'releasing' || state === 'restoring';

/** Whether a question stands of which nothing came yet. */
export const isOpen = ({ state }: Ask): boolean =>
  state === 'asked' || state === 'unanswered' || state === 'given-up';

/** Why a person's seat is not to be touched, whatever was asked before; null where it may be. */
function refusalBy(
  person: Holder | null,
  ask: Ask | null,
  days: number | null,
  now: Instant,
): Refusal | null {
  if (person === null) return 'person-unknown';
  if (ask !== null && isUnderWay(ask)) return 'under-way';
  if (!person.counted) return 'no-seat';
  return days === null || isInactive(person, days, now) ? null : 'active';
}

const rests = (ask: Ask | null, now: Instant): boolean =>
  ask?.restsUntil != null && ask.restsUntil > now;

/** Why a person is not asked; null where there is nothing against it. */
export function refusalToAsk(
  person: Holder | null,
  ask: Ask | null,
  days: number,
  now: Instant,
): Refusal | null {
  const refusal = refusalBy(person, ask, days, now);
  if (refusal !== null) return refusal;
  if (rests(ask, now)) return 'rests';
  return ask !== null && isOpen(ask) ? 'asked-already' : null;
}

/**
 * Why a seat is not released; null where there is nothing against it. Who has kept it, keeps it; who has given it up is not
 * asked what was done since.
 * @param days null: whatever the person did lately
 */
export function refusalToRelease(
  person: Holder | null,
  ask: Ask | null,
  days: number | null,
  now: Instant,
): Refusal | null {
  const refusal = refusalBy(person, ask, ask?.state === 'given-up' ? null : days, now);
  return refusal ?? (rests(ask, now) ? 'rests' : null);
}
