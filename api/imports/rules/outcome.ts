import type { EnrolRefusal } from '../../seats/rules/enrolment.ts';
import type { RowFault } from './row.ts';

/** Why a row is refused. */
export type RowRefusal =
  | RowFault
  | EnrolRefusal
  | 'person-ambiguous'
  | 'catalog-ambiguous'
  | 'catalog-unknown'
  | 'course-ambiguous'
  | 'course-deleted';

/**
 * What became of a row. `already`: enrolled before, by something else; `ended`: the enrolment is over by the row;
 * `superseded`: a later row has the same person and course, and wins (I-1).
 */
export type RowOutcome =
  | { readonly outcome: 'enrolled' | 'already' | 'ended' }
  | { readonly outcome: 'superseded'; readonly byLine: number }
  | { readonly outcome: 'refused'; readonly code: RowRefusal };

/** The columns of the row results. */
export const RESULT_COLUMNS = [
  'line',
  'catalog',
  'course',
  'person',
  'outcome',
  'code',
  'message',
] as const;

const REFUSALS: Readonly<Record<RowRefusal, string>> = {
  quotes:
    'The quotes of this line do not match. Put a cell that holds commas or quotes in quotes, double the quotes in it, and keep a row on one line.',
  'columns-count': 'The row has another number of cells than the first line.',
  'control-character': 'A cell holds a control character. Remove it.',
  'catalog-empty': 'The catalog is empty. Name it.',
  'catalog-too-long': 'The name of the catalog is too long.',
  'course-empty': 'The course is empty. Name it.',
  'course-too-long': 'The name of the course is too long.',
  'person-empty': 'The person is empty. Give an object id, a user name or a mail address.',
  'enrolled-on-invalid': 'enrolledOn is no day. Write it as YYYY-MM-DD, or leave it empty.',
  'enrolled-on-ahead': 'enrolledOn is still to come. Import the row on that day or later.',
  'unenrolled-on-invalid': 'unenrolledOn is no day. Write it as YYYY-MM-DD, or leave it empty.',
  'person-unknown':
    'The directory knows nobody by this object id, user name or mail address. Check it, or synchronise the directory.',
  'person-ambiguous':
    'Several people have this user name or mail address. Give the object id of the one you mean.',
  'person-deleted': 'The account of this person is deleted. Restore it first.',
  'person-removed': 'This person was removed. Add the person individually first.',
  'too-many-lists':
    'This person is on the Users lists of too many catalogs. Take the person off one.',
  'held-by-group': 'A group holds this enrolment. End it in the group.',
  'seats-none-left':
    'No seat is left for this person. Free seats or add some to the subscription, and import the row again.',
  'catalog-ambiguous': 'Several catalogs have this name. Rename all but one.',
  'catalog-unknown':
    'There is no such catalog among your own. Check the name, or ask an administrator to add it.',
  'course-ambiguous': 'Several courses of the catalog have this name. Rename all but one.',
  'course-deleted': 'The course was deleted meanwhile.',
};

/** The code of an outcome for the row results; empty where there is nothing to say. */
export const codeOf = (outcome: RowOutcome): string =>
  outcome.outcome === 'refused' ? outcome.code : '';

/** The words of an outcome for the row results. */
export function messageOf(outcome: RowOutcome): string {
  if (outcome.outcome === 'refused') return REFUSALS[outcome.code];
  return outcome.outcome === 'superseded'
    ? `Line ${outcome.byLine} has the same person and course; it wins.`
    : '';
}

/** What an import came to so far. */
export interface Tally {
  readonly rows: number;
  readonly enrolled: number;
  readonly already: number;
  readonly ended: number;
  readonly superseded: number;
  readonly refused: number;
  /** How many rows were refused for each reason. */
  readonly refusedBy: Readonly<Partial<Record<RowRefusal, number>>>;
}

/** Before the first row. */
export const EMPTY_TALLY: Tally = {
  rows: 0,
  enrolled: 0,
  already: 0,
  ended: 0,
  superseded: 0,
  refused: 0,
  refusedBy: {},
};

/** The tally with these outcomes as well. */
export function withOutcomes(tally: Tally, outcomes: readonly RowOutcome[]): Tally {
  const sum = { ...tally, refusedBy: { ...tally.refusedBy } };
  for (const outcome of outcomes) {
    sum.rows += 1;
    sum[outcome.outcome] += 1;
    if (outcome.outcome === 'refused') {
      sum.refusedBy[outcome.code] = (sum.refusedBy[outcome.code] ?? 0) + 1;
    }
  }
  return sum;
}
