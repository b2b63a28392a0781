import { DAY_MS, dayOf, startOfDay, type Day } from '../../kernel/time.ts';

/** The count as it was noted on a day. */
export interface DayUsed {
  readonly day: Day;
  readonly used: number;
}

/** On which day capacity is reached, and what that rests on. */
export interface Forecast {
  readonly reachesCapacityOn: Day;
  /** By how many people the count grows in a day: the middle of all slopes between two noted days. */
  readonly perDay: number;
  readonly basedOn: { readonly from: Day; readonly to: Day; readonly days: number };
}

/** So far back the history is looked at. */
export const FORECAST_DAYS = 90;
/** Fewer days of history say nothing. */
const DAYS_MIN = 7;
/** What lies further ahead is not foreseen. */
const AHEAD_MAX_DAYS = 730;

const dayNumber = (day: Day): number => startOfDay(day) / DAY_MS;

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * The day on which the count reaches capacity if it goes on as in the noted days; null where it does not grow, where it
 * is reached already, or where there is too little to go by. The middle slope (Theil and Sen) does not mind a single
 * day on which many were imported or removed.
 * @param history oldest first, at most one entry for a day
 */
export function forecast(
  history: readonly DayUsed[],
  used: number,
  capacity: number | null,
  today: Day,
): Forecast | null {
  const first = history[0];
  const last = history.at(-1);
  if (capacity === null || used >= capacity || first === undefined || last === undefined)
    return null;
  if (dayNumber(last.day) - dayNumber(first.day) < DAYS_MIN) return null;
  const slopes = history.flatMap((one, nth) =>
    history
      .slice(nth + 1)
      .map((other) => (other.used - one.used) / (dayNumber(other.day) - dayNumber(one.day))),
  );
  const perDay = median(slopes);
  const daysLeft = Math.ceil((capacity - used) / perDay);
  if (!(perDay > 0) || daysLeft > AHEAD_MAX_DAYS) return null;
  return {
    reachesCapacityOn: dayOf((dayNumber(today) + daysLeft) * DAY_MS),
    perDay,
    basedOn: { from: first.day, to: last.day, days: history.length },
  };
}
