import { HOUR_MS, type Instant } from '../../kernel/time.ts';

/** A calendar month in UTC, `YYYY-MM`; months compare as texts. */
export type Month = string;

/** So many months make a period (M-1). */
export const MONTHS_IN_PERIOD = 12;
/** So long after its end a month still takes what belongs to it (M-2). */
const OPEN_AFTER_END_MS = 72 * HOUR_MS;

/** The month that holds the instant. */
export const monthOf = (at: Instant): Month => new Date(at).toISOString().slice(0, 7);

const numberOf = (month: Month): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The month so many months later, or with a negative number earlier. */
export function monthAfter(month: Month, months: number): Month {
  const number = numberOf(month) + months;
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** From when on the month never changes (M-2). */
export const closesAt = (month: Month): Instant =>
  Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) + OPEN_AFTER_END_MS;

/** The first month of the period that a month is in; periods begin with the month of activation (M-1). */
export function periodOf(month: Month, firstMonth: Month): Month {
  const since = numberOf(month) - numberOf(firstMonth);
  return monthAfter(firstMonth, Math.floor(since / MONTHS_IN_PERIOD) * MONTHS_IN_PERIOD);
}

/** The months of a period in order. */
export const monthsOf = (period: Month): Month[] =>
  Array.from({ length: MONTHS_IN_PERIOD }, (_, nth) => monthAfter(period, nth));

/** The period as a mark beside its months: who was active in any of them. */
export const wholePeriod = (period: Month): string => `${period}/${MONTHS_IN_PERIOD}`;
