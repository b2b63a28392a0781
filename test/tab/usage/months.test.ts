import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  barsOf,
  busiestOf,
  MARGINS,
  monthIn,
  reportAddress,
  standingOf,
  type MonthFigure,
} from '../../../tab/usage/months.ts';

const monthsOf = (uniques: readonly number[]): MonthFigure[] =>
  uniques.map((unique, nth) => ({
    month: `2026-${String(nth + 1).padStart(2, '0')}`,
    ...{ unique, usedSoFar: 0, closed: false },
  }));

describe('The months of a period', () => {
  test('are final, still counted, or to come', () => {
    expect(standingOf({ month: '2026-01', closed: true }, '2026-03')).toBe('closed');
    expect(standingOf({ month: '2026-03', closed: false }, '2026-03')).toBe('open');
    expect(standingOf({ month: '2026-04', closed: false }, '2026-03')).toBe('later');
  });

  test('are written as the reader does, in the month that is meant wherever the reader is', () => {
    expect(monthIn('en', 'long')('2026-02')).toBe('February 2026');
    expect(monthIn('de', 'short')('2026-12')).toBe('Dez');
    expect(monthIn('nl', 'medium')('2026-01')).toBe('jan 2026');
  });

  test('the busiest is the first of those with the most; none where nobody was active', () => {
    expect(busiestOf(monthsOf([0, 5, 9, 9]))?.month).toBe('2026-03');
    expect(busiestOf(monthsOf([0, 0]))).toBeNull();
  });

  test('the report is asked for up to the last month that has begun', () => {
    const period = { from: '2026-01', to: '2026-12' };
    const overall = { active: 0, consuming: 0, notEnrolled: 0 };
    const at = (consumingMonth: string) =>
      reportAddress({ period, overall: { ...overall, consumingMonth } });
    expect(at('2026-04')).toBe('/reports?ask=usage&from=2026-01&to=2026-04');
    expect(at('2026-12')).toBe('/reports?ask=usage&from=2026-01&to=2026-12');
  });
});

test('bars stay within the picture, apart from each other, as high as their figures say', () => {
  const figures = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(figures, fc.integer({ min: 200, max: 2_000 }), (uniques, widthPx) => {
      const { bars, yOf } = barsOf(monthsOf(uniques), widthPx, 220);
      const bottom = 220 - MARGINS.bottom;
      for (const [nth, { x, y, width, height, unique }] of bars.entries()) {
        expect(x).toBeGreaterThanOrEqual(MARGINS.left);
        expect(x + width).toBeLessThanOrEqual(widthPx - MARGINS.right + 0.001);
        expect(y).toBeGreaterThanOrEqual(MARGINS.top - 0.001);
        expect(y + height).toBeCloseTo(bottom, 6);
        expect(y).toBe(yOf(unique));
        const next = bars[nth + 1];
        if (next !== undefined) expect(next.x).toBeGreaterThan(x + width);
      }
    }),
  );
});
