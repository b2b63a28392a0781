/** The most months that one report holds; the API has the last word. */
export const MONTHS_MAX = 36;
/** So many years back can be chosen. */
const YEARS_BACK = 6;

/** A month of a calendar: the number from 1 to 12. */
export interface MonthOfYear {
  readonly year: number;
  readonly month: number;
}

const numberOf = ({ year, month }: MonthOfYear): number => year * 12 + month - 1;

/** The month as the API writes it, `YYYY-MM`. */
export const writtenMonth = ({ year, month }: MonthOfYear): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

/** The month that the API has written. */
export const readMonth = (written: string): MonthOfYear => ({
  year: Number(written.slice(0, 4)),
  month: Number(written.slice(5, 7)),
});

/** The month that holds an instant, in UTC. */
export const monthAt = (nowMs: number): MonthOfYear => readMonth(new Date(nowMs).toISOString());

/** The years that can be chosen, the running one first. */
export const yearsUpTo = ({ year }: MonthOfYear): number[] =>
  Array.from({ length: YEARS_BACK + 1 }, (_, back) => year - back);

/** What is wrong with the months, so that it can be said before anything is sent. Which month is running, the API knows. */
export function monthsFault(from: MonthOfYear, to: MonthOfYear): 'order' | 'many' | null {
  if (numberOf(from) > numberOf(to)) return 'order';
  return numberOf(to) - numberOf(from) >= MONTHS_MAX ? 'many' : null;
}
