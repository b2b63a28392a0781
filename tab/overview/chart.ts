import { topOf, type DayFigure } from './trend.ts';

/** Room around a chart for what is written there, in pixels. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A chart of days: where each of them is, in pixels from the upper left. */
export interface DayChart {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The line over the days, and the area below it, as SVG paths. */
  readonly line: string;
  readonly area: string;
  /** Where a figure is. */
  yOf(used: number): number;
  /** The day that is nearest, by its place. */
  nearestTo(x: number): number;
}

/** Lays out a chart of at least two days in a picture of that size. */
export function dayChart(
  trend: readonly DayFigure[],
  widthPx: number,
  heightPx: number,
  margins: Margins,
): DayChart {
  const last = trend.length - 1;
  const inner = widthPx - margins.left - margins.right;
  const bottom = heightPx - margins.bottom;
  const top = topOf(trend);
  const yOf = (used: number) => bottom - (used / top) * (bottom - margins.top);
  const points = trend.map(({ used }, place) => ({
    x: margins.left + (place / last) * inner,
    y: yOf(used),
  }));
  const line = points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  return {
    points,
    line,
    area: `${line} L${margins.left + inner} ${bottom} L${margins.left} ${bottom} Z`,
    yOf,
    nearestTo: (x) => Math.min(last, Math.max(0, Math.round(((x - margins.left) / inner) * last))),
  };
}

/** The day to which a key leads from another one; null for keys that lead nowhere. */
export function placeByKey(key: string, place: number, last: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, place - 1);
    case 'ArrowRight':
      return Math.min(last, place + 1);
    case 'PageDown':
      return Math.max(0, place - 7);
    case 'PageUp':
      return Math.min(last, place + 7);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
