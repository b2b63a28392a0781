/** A calendar month in the account's time zone, `YYYY-MM`; months compare as texts. */
export type Month = string;

/** So many months make a period (M-1). */
export const MONTHS_IN_PERIOD = 12;

const numberOf = (month: Month): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The month so many months later, or with a negative number earlier. */
export function monthAfter(month: Month, months: number): Month {
  const number = numberOf(month) + months;
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** The first month of the period that a month is in; periods begin with the month of activation (M-1). */
export function periodOf(month: Month, firstMonth: Month): Month {
  const since = numberOf(month) - numberOf(firstMonth);
  return monthAfter(firstMonth, Math.floor(since / MONTHS_IN_PERIOD) * MONTHS_IN_PERIOD);
}

/** The months of a period in order. */
export const monthsOf = (period: Month): Month[] =>
  Array.from({ length: MONTHS_IN_PERIOD }, (_, nth) => monthAfter(period, nth));

/** The first months of all periods from the first to the running one, the newest first. */
export function periodsUpTo(running: Month, firstMonth: Month): Month[] {
  const periods: Month[] = [];
  for (let one = running; one >= firstMonth; one = monthAfter(one, -MONTHS_IN_PERIOD))
    periods.push(one);
  return periods;
}
