import { DAY_MS } from '../durations.ts';
import type { Margins } from '../overview/chart.ts';
import { linesOf, type DayFigure } from '../overview/trend.ts';

/** The days since 1970 until a day, `YYYY-MM-DD`. */
const numberOf = (day: string): number => Math.floor(Date.parse(day) / DAY_MS);
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** What the forecast rests on, as the API tells it. */
export interface Forecast {
  readonly reachesCapacityOn: string;
  readonly basedOn: { readonly perDay: number };
}

/** Why there is no forecast. */
export type NoForecast = 'unlimited' | 'reached' | 'too-early' | 'not-growing';

/** Fewer days of history than this say nothing: the service's own rule. */
const DAYS_MIN = 7;

/** Why no day is foreseen. */
export function noForecastBecause(
  { used, capacity }: { readonly used: number; readonly capacity: number | null },
  trend: readonly DayFigure[],
): NoForecast {
  if (capacity === null) return 'unlimited';
  if (used >= capacity) return 'reached';
  return trend.length <= DAYS_MIN ? 'too-early' : 'not-growing';
}

/** At most so many times as much future as past is drawn, but always this many days: the past must stay readable. */
const AHEAD_SHARE = 2;
const AHEAD_MIN_DAYS = 30;

/** The chart of a forecast: places in pixels from the upper left. */
export interface ForecastChart {
  /** The count as it was, as an SVG path. */
  readonly past: string;
  /** How it goes on, if it goes on so; null where that is not known. */
  readonly ahead: string | null;
  /** Where today is, across. */
  readonly todayX: number;
  /** Where capacity is, from the top; null without one. */
  readonly capacityY: number | null;
  /** Where both meet; null where that lies outside. */
  readonly meeting: { readonly x: number; readonly y: number } | null;
  readonly lines: readonly { readonly used: number; readonly y: number }[];
  readonly days: readonly { readonly day: string; readonly x: number }[];
}

/** So wide is a written day. */
const DAY_PX = 88;

/**
 * Lays out the count of the past days, the capacity, and the trend continued from today.
 * @param past one figure for each day up to today, at least one
 */
export function forecastChart(
  past: readonly DayFigure[],
  capacity: number | null,
  forecast: Forecast | null,
  size: { readonly widthPx: number; readonly heightPx: number; readonly margins: Margins },
): ForecastChart {
  const { widthPx, heightPx, margins } = size;
  const first = numberOf(past[0]?.day ?? '1970-01-01');
  const today = numberOf(past.at(-1)?.day ?? '1970-01-01');
  const usedNow = past.at(-1)?.used ?? 0;
  const reaches = forecast === null ? null : numberOf(forecast.reachesCapacityOn);
  const aheadMax = Math.max(AHEAD_MIN_DAYS, (today - first) * AHEAD_SHARE);
  const last = reaches === null ? today : Math.min(today + aheadMax, reaches + 2);
  const span = Math.max(1, last - first);
  const perDay = forecast?.basedOn.perDay ?? 0;
  const usedAt = (day: number): number => usedNow + (day - today) * perDay;

  const highest = Math.max(capacity ?? 0, usedAt(last));
  const heights = linesOf([...past, { day: dayOf(last), used: Math.ceil(highest) }]);
  const top = heights.at(-1) ?? 1;
  const bottom = heightPx - margins.bottom;
  const inner = widthPx - margins.left - margins.right;
  const xOf = (day: number): number => margins.left + ((day - first) / span) * inner;
  const yOf = (used: number): number => bottom - (used / top) * (bottom - margins.top);

  const written = Math.max(2, Math.floor(inner / DAY_PX));
  const step = Math.max(1, Math.ceil(span / written));
  const days = Array.from({ length: Math.floor(span / step) + 1 }, (_, nth) => first + nth * step);
  return {
    past: past
      .map(({ day, used }, nth) => `${nth === 0 ? 'M' : 'L'}${xOf(numberOf(day))} ${yOf(used)}`)
      .join(' '),
    ahead:
      forecast === null
        ? null
        : `M${xOf(today)} ${yOf(usedNow)} L${xOf(last)} ${yOf(usedAt(last))}`,
    todayX: xOf(today),
    capacityY: capacity === null ? null : yOf(capacity),
    meeting:
      reaches === null || reaches > last || capacity === null
        ? null
        : { x: xOf(reaches), y: yOf(capacity) },
    lines: heights.map((used) => ({ used, y: yOf(used) })),
    days: days.map((day) => ({ day: dayOf(day), x: xOf(day) })),
  };
}
