import { DAY_MS } from '../durations.ts';

/** How many people counted at the end of a day. */
export interface DayFigure {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly used: number;
}

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/**
 * One figure for each day up to today. Days on which nothing was noted have the figure of the day before; before the
 * first note nothing is known, so the trend begins there.
 * @param noted the days on which the count was noted, oldest first
 */
export function trendOf(
  noted: readonly DayFigure[],
  today: string,
  usedNow: number,
): readonly DayFigure[] {
  const figures = new Map(noted.map(({ day, used }) => [day, used]));
  figures.set(today, usedNow);
  const first = [...figures.keys()].sort()[0] ?? today;
  const trend: DayFigure[] = [];
  let used = 0;
  for (let at = Date.parse(`${first}T00:00:00Z`); ; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    used = figures.get(day) ?? used;
    trend.push({ day, used });
    if (day >= today) return trend;
  }
}

/** How many more (or fewer, below 0) count now than so many days ago; null where that is not known. */
export function changeOver(trend: readonly DayFigure[], days: number): number | null {
  const now = trend.at(-1);
  if (now === undefined) return null;
  const then = trend.find(({ day }) => day === dayBefore(now.day, days));
  return then === undefined ? null : now.used - then.used;
}

/** The days to write under a chart: at most so many, evenly apart, the last one among them. */
export function daysToWrite(trend: readonly DayFigure[], most: number): readonly string[] {
  const step = Math.max(1, Math.ceil(trend.length / Math.max(1, most)));
  return trend
    .filter((_figure, place) => (trend.length - 1 - place) % step === 0)
    .map(({ day }) => day);
}

/** At most so many lines go across a chart above zero. */
const LINES_MAX = 5;

/** Where lines go across a chart of these figures: 0, and a few round figures evenly apart, the last one above all. */
export function linesOf(trend: readonly DayFigure[]): readonly number[] {
  const most = Math.max(1, ...trend.map(({ used }) => used));
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, most / LINES_MAX)));
  const step = [1, 2, 5, 10].map((of) => of * unit).find((each) => each * LINES_MAX >= most);
  const between = step ?? most;
  return Array.from({ length: Math.ceil(most / between) + 1 }, (_, place) => place * between);
}

/** Where a chart of these figures ends at the top. */
export const topOf = (trend: readonly DayFigure[]): number => linesOf(trend).at(-1) ?? 1;
