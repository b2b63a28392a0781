import { linesOf } from '../overview/trend.ts';
import type { Usage } from './answers.ts';

/** One month of a period. */
export type MonthFigure = Usage['months'][number];

/** How a month stands: it never changes any more, is still counted, or has not begun. */
export const standingOf = (
  { month, closed }: Pick<MonthFigure, 'month' | 'closed'>,
  lastMonth: string,
): 'closed' | 'open' | 'later' => (closed ? 'closed' : month > lastMonth ? 'later' : 'open');

/** A month as the reader writes it: "February 2026", or short, "Feb". */
export const monthIn = (locale: string, style: 'long' | 'medium' | 'short') => {
  const names = new Intl.DateTimeFormat(locale, {
    month: style === 'long' ? 'long' : 'short',
    ...(style === 'short' ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return (month: string): string => names.format(new Date(`${month}-15T00:00:00Z`));
};

/** The month in which most were active, the first of several; null where nobody was. */
export const busiestOf = (months: readonly MonthFigure[]): MonthFigure | null =>
  months.reduce<MonthFigure | null>(
    (most, month) => (month.unique > (most?.unique ?? 0) ? month : most),
    null,
  );

/** A bar of the chart, in pixels from the upper left. */
export interface Bar {
  readonly month: string;
  readonly unique: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Room around the bars, in pixels. */
export const MARGINS = { top: 20, right: 8, bottom: 28, left: 48 } as const;

/** Part of a month's room that its bar takes. */
const BAR_SHARE = 0.64;

/** The bars of the months in a picture of that size, and where its lines are. */
export function barsOf(months: readonly MonthFigure[], widthPx: number, heightPx: number) {
  const lines = linesOf(months.map(({ month, unique }) => ({ day: month, used: unique })));
  const top = lines.at(-1) ?? 1;
  const bottom = heightPx - MARGINS.bottom;
  const yOf = (unique: number): number => bottom - (unique / top) * (bottom - MARGINS.top);
  const room = (widthPx - MARGINS.left - MARGINS.right) / Math.max(1, months.length);
  const width = room * BAR_SHARE;
  const bars = months.map(({ month, unique }, nth): Bar => ({
    ...{ month, unique, width },
    x: MARGINS.left + nth * room + (room - width) / 2,
    y: yOf(unique),
    height: bottom - yOf(unique),
  }));
  return { bars, lines, yOf, room };
}

/** The address of the reports page, with the months of the period filled in, up to the last one that has begun. */
export const reportAddress = ({ period, overall }: Pick<Usage, 'period' | 'overall'>): string => {
  const query = new URLSearchParams({
    ...{ ask: 'usage', from: period.from },
    to: overall.consumingMonth < period.to ? overall.consumingMonth : period.to,
  });
  return `/reports?${query.toString()}`;
};
