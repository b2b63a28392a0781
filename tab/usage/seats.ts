import type { Candidate, SeatAct, SeatResult } from './answers.ts';

/** Times that are offered; the one of the settings is offered too. */
const OFFERED_DAYS = [30, 60, 90, 180, 365];

/** The times that can be chosen, the shortest first. */
export const daysToOffer = (settings: number): readonly number[] =>
  [...new Set([...OFFERED_DAYS, settings])].toSorted((one, other) => one - other);

/** At most so many people are chosen: as many as one request takes. */
export const CHOSEN_MAX = 100;

/** Whether an act on the candidate is not refused from the beginning. */
export const mayAct = (
  { notAsked, notReleased }: Pick<Candidate, 'notAsked' | 'notReleased'>,
  act: 'ask' | 'release',
): boolean => (act === 'ask' ? notAsked : notReleased) === null;

/** What an act came to: how many, whom not and why not, and what was lost on the way. */
export interface SeatsDone {
  readonly act: SeatAct;
  readonly done: number;
  readonly lost: number;
  readonly refused: readonly { readonly name: string; readonly code: string }[];
}

/** Sums the results of an act up. @param names of the people whom it was for */
export const sumUp = (
  act: SeatAct,
  results: readonly SeatResult[],
  names: ReadonlyMap<string, string>,
): SeatsDone => ({
  act,
  done: results.filter(({ code }) => code === null).length,
  lost: results.reduce((sum, { lost }) => sum + lost, 0),
  refused: results.flatMap(({ personId, code }) =>
    code === null ? [] : [{ name: names.get(personId) ?? personId, code }],
  ),
});

/** How the result looks. */
export const intentOf = ({ done, refused, lost }: SeatsDone): 'success' | 'warning' =>
  done === 0 || refused.length > 0 || lost > 0 ? 'warning' : 'success';
