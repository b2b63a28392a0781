import { DAY_MS, dayOf, startOfDay, type Day } from '../../kernel/time.ts';

/** The count as it was noted on a day. */
export interface DayUsed {
  readonly day: Day;
  readonly used: number;
}

/** How the count grows, and what that rests on. */
export interface Trend {
  /** By how many people the count grows in a day: the middle of all slopes between two noted days. */
  readonly perDay: number;
  readonly from: Day;
  readonly to: Day;
  /** How many days were noted. */
  readonly days: number;
}

/** On which day capacity is reached if the count goes on as it did. */
export interface Forecast {
  readonly reachesCapacityOn: Day;
  readonly basedOn: Trend;
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
 * How the count grew in the noted days; null where they are too few to go by. The middle slope (Theil and Sen) does not
 * mind a single day on which many were imported or removed.
 * @param history oldest first, at most one entry for a day
 */
export function trendOf(history: readonly DayUsed[]): Trend | null {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return null;
  if (history.length <= DAYS_MIN || dayNumber(last.day) - dayNumber(first.day) < DAYS_MIN)
    return null;
  const slopes = history.flatMap((one, nth) =>
    history
      .slice(nth + 1)
      .map((other) => (other.used - one.used) / (dayNumber(other.day) - dayNumber(one.day))),
  );
  return { perDay: median(slopes), from: first.day, to: last.day, days: history.length };
}

/** The day on which capacity is reached; null where the count does not grow, or has reached it, or it is too far ahead. */
export function forecastBy(
  trend: Trend | null,
  used: number,
  capacity: number | null,
  today: Day,
): Forecast | null {
  if (trend === null || capacity === null || used >= capacity || trend.perDay <= 0) return null;
  const daysLeft = Math.ceil((capacity - used) / trend.perDay);
  if (daysLeft > AHEAD_MAX_DAYS) return null;
  return { reachesCapacityOn: dayOf((dayNumber(today) + daysLeft) * DAY_MS), basedOn: trend };
}
