/** How it went for one person. */
export interface PersonOutcome {
  readonly personId: string;
  readonly outcome: 'enrolled' | 'listed' | 'already' | 'refused';
  readonly code?: string | undefined;
}

/** How many people each outcome befell. */
export type OutcomeTally = Readonly<Record<PersonOutcome['outcome'], number>>;

/** Counts the outcomes. */
export function tallyOf(outcomes: readonly PersonOutcome[]): OutcomeTally {
  const tally = { enrolled: 0, listed: 0, already: 0, refused: 0 };
  for (const { outcome } of outcomes) tally[outcome] += 1;
  return tally;
}

const ORDER: readonly PersonOutcome['outcome'][] = ['refused', 'enrolled', 'listed', 'already'];

/** The outcomes with what needs a look first: refusals, then what changed, then what was so already. */
export const refusedFirst = <O extends PersonOutcome>(outcomes: readonly O[]): readonly O[] =>
  outcomes.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));

/** The refusals of one person that have words of their own in `catalogs:refusal`. */
const KNOWN_REFUSALS = [
  'person-unknown',
  'person-deleted',
  'person-removed',
  'too-many-lists',
  'held-by-group',
  'no-seat',
  'seats-none-left',
] as const;

/** The key of the words for a refusal; codes that a newer server may send have words as well. */
export const refusalKeyOf = (code: string | undefined): (typeof KNOWN_REFUSALS)[number] | 'other' =>
  KNOWN_REFUSALS.find((known) => known === code) ?? 'other';

/** How a person is on a list or in a course: by himself, through groups, or both. */
export interface Holding {
  readonly direct: boolean;
  readonly groupIds: readonly string[];
}

/**
 * What taking a person off would do (S-6): `ends`: it is over; `stays`: only the individual part ends, groups still
 * hold it; `held`: nothing is individual, so it is refused.
 */
export function endingOf({ direct, groupIds }: Holding): 'ends' | 'stays' | 'held' {
  if (groupIds.length === 0) return 'ends';
  return direct ? 'stays' : 'held';
}
