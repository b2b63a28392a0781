import { describe, expect, test } from '@jest/globals';
import { forecastChart, noForecastBecause } from '../../../tab/subscription/forecast.ts';

const SIZE = {
  widthPx: 600,
  heightPx: 240,
  margins: { top: 20, right: 20, bottom: 30, left: 40 },
};

/** Ten days on each of which two more people count. */
const PAST = Array.from({ length: 10 }, (_, nth) => ({
  day: `2026-01-${String(nth + 1).padStart(2, '0')}`,
  used: 10 + nth * 2,
}));
const FORECAST = { reachesCapacityOn: '2026-01-21', basedOn: { perDay: 2 } };

describe('The chart of a forecast', () => {
  test('goes on from today to where capacity is met, on the line of capacity', () => {
    const chart = forecastChart(PAST, 50, FORECAST, SIZE);
    expect(chart.meeting?.y).toBe(chart.capacityY);
    expect(chart.meeting?.x).toBeGreaterThan(chart.todayX);
    expect(chart.ahead?.startsWith(`M${chart.todayX} `)).toBe(true);
    expect(chart.past.endsWith(chart.ahead?.slice(1).split(' L')[0] ?? '-')).toBe(true);
  });

  test('stays in its picture, and draws no more future than leaves the past readable', () => {
    const far = { reachesCapacityOn: '2027-12-01', basedOn: { perDay: 0.05 } };
    const chart = forecastChart(PAST, 50, far, SIZE);
    expect(chart.meeting).toBeNull();
    expect(chart.todayX).toBeGreaterThan(SIZE.margins.left + 100);
    for (const { x } of chart.days) expect(x).toBeLessThanOrEqual(580);
    for (const { y } of chart.lines) expect(y).toBeGreaterThanOrEqual(20);
    expect(chart.capacityY).toBeGreaterThanOrEqual(20);
  });

  test('without a forecast ends today, and without a capacity has no line for it', () => {
    expect(forecastChart(PAST, 50, null, SIZE)).toMatchObject({ todayX: 580, ahead: null });
    expect(forecastChart(PAST, null, null, SIZE)).toMatchObject({ capacityY: null });
    expect(forecastChart(PAST.slice(0, 1), 50, null, SIZE).past).not.toContain('NaN');
  });
});

test('why there is no forecast is told apart', () => {
  expect(noForecastBecause({ used: 1, capacity: null }, PAST)).toBe('unlimited');
  expect(noForecastBecause({ used: 5, capacity: 5 }, PAST)).toBe('reached');
  expect(noForecastBecause({ used: 1, capacity: 5 }, PAST.slice(0, 7))).toBe('too-early');
  expect(noForecastBecause({ used: 1, capacity: 5 }, PAST)).toBe('not-growing');
});
