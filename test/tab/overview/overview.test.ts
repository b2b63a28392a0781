import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actKeyOf, sumOf, together, type Change } from '../../../tab/overview/changes.ts';
import { dayChart, placeByKey } from '../../../tab/overview/chart.ts';
import { recountResultOf } from '../../../tab/overview/recount.ts';
import { fullnessOf, largestFirst, shareOf } from '../../../tab/overview/seats.ts';
import { changeOver, daysToWrite, linesOf, trendOf } from '../../../tab/overview/trend.ts';

describe('The trend', () => {
  const noted = [
    { day: '2026-02-26', used: 10 },
    { day: '2026-03-01', used: 12 },
  ];

  test('has each day since the first note, and the count as it is now', () => {
    expect(trendOf(noted, '2026-03-03', 15)).toEqual([
      { day: '2026-02-26', used: 10 },
      { day: '2026-02-27', used: 10 },
      { day: '2026-02-28', used: 10 },
      { day: '2026-03-01', used: 12 },
      { day: '2026-03-02', used: 12 },
      { day: '2026-03-03', used: 15 },
    ]);
  });

  test('of a tenant that begins today is today alone', () => {
    expect(trendOf([], '2026-03-03', 0)).toEqual([{ day: '2026-03-03', used: 0 }]);
  });

  test('is compared with a day that is known, and with no other', () => {
    const trend = trendOf(noted, '2026-03-03', 15);
    expect(changeOver(trend, 1)).toBe(3);
    expect(changeOver(trend, 5)).toBe(5);
    expect(changeOver(trend, 30)).toBeNull();
  });

  test('is written under with few enough days, the last among them', () => {
    const trend = trendOf([{ day: '2026-01-01', used: 1 }], '2026-03-31', 1);
    for (const most of [0.5, 1, 3, 8]) {
      const days = daysToWrite(trend, most);
      expect(days.length).toBeLessThanOrEqual(Math.max(1, most));
      expect(days.at(-1)).toBe('2026-03-31');
    }
  });

  test('fits under the uppermost of a few lines, which are round and evenly apart', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (used) => {
        const lines = linesOf([{ day: '2026-01-01', used }]);
        const [none, step = 0] = lines;
        expect(none).toBe(0);
        expect(lines).toEqual(lines.map((_line, place) => place * step));
        expect(String(step)).toMatch(/^[125]0*$/);
        expect(lines.length).toBeLessThanOrEqual(6);
        expect(lines.at(-1)).toBeGreaterThanOrEqual(used);
        expect((lines.at(-1) ?? 0) - step).toBeLessThan(Math.max(used, 1));
      }),
    );
  });
});

describe('The chart of the trend', () => {
  const trend = trendOf([{ day: '2026-03-01', used: 0 }], '2026-03-05', 8);
  const margins = { top: 10, right: 10, bottom: 20, left: 40 };
  const chart = dayChart(trend, 250, 130, margins);

  test('spans its room, the first day at the left and zero at the bottom', () => {
    expect(chart.points[0]).toEqual({ x: 40, y: 110 });
    expect(chart.points.at(-1)).toEqual({ x: 240, y: 10 });
  });

  test('finds the day that is nearest to a pointer, also beside the chart', () => {
    expect([-5, 40, 64, 66, 240, 999].map((x) => chart.nearestTo(x))).toEqual([0, 0, 0, 1, 4, 4]);
  });

  test('is walked through by keys, and ends at its ends', () => {
    expect(placeByKey('ArrowLeft', 0, 4)).toBe(0);
    expect(placeByKey('ArrowRight', 3, 4)).toBe(4);
    expect(placeByKey('End', 1, 4)).toBe(4);
    expect(placeByKey('PageUp', 0, 4)).toBe(4);
    expect(placeByKey('Home', 3, 4)).toBe(0);
    expect(placeByKey('Tab', 3, 4)).toBeNull();
  });
});

describe('What changed', () => {
  const change = (over: Partial<Change>): Change => ({
    at: '2026-03-03T10:00:00.000Z',
    what: 'people-enrolled',
    actor: { id: 'a', displayName: 'Ada' },
    counted: 1,
    freed: 0,
    catalogId: 'c',
    name: 'Safety',
    ...over,
  });

  test('in portions of one act is told once', () => {
    const told = together([
      change({ at: '2026-03-03T10:00:40.000Z', counted: 3 }),
      change({ counted: 4, freed: 1 }),
      change({ name: 'Onboarding' }),
    ]);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ counted: 7, freed: 1, at: '2026-03-03T10:00:40.000Z' });
  });

  test('by other people, or at another time, is told apart', () => {
    expect(together([change({}), change({ actor: null })])).toHaveLength(2);
    expect(together([change({}), change({ at: '2026-03-03T09:00:00.000Z' })])).toHaveLength(2);
  });

  test('adds up to the same however it is told', () => {
    const changes = [change({}), change({ freed: 2 }), change({ what: 'people-synced' })];
    expect(sumOf(together(changes))).toEqual(sumOf(changes));
  });

  test('by an act of a newer service has words as well', () => {
    expect(actKeyOf('people-enrolled')).toBe('people-enrolled');
    expect(actKeyOf('people-teleported')).toBe('other');
  });
});

describe('The seats', () => {
  test('are judged by the thresholds of the warnings (G-5)', () => {
    const at = (used: number, capacity: number | null) => fullnessOf({ used, capacity });
    expect(at(5_000, null)).toBe('unlimited');
    expect([74, 75, 90, 100, 101].map((used) => at(used, 100))).toEqual([
      'room',
      'filling',
      'nearly-full',
      'full',
      'over',
    ]);
    expect(at(0, 0)).toBe('full');
  });

  test('are told in whole percent, and all of them only where none is left', () => {
    expect(shareOf({ used: 1, capacity: 3 })).toBe(0.33);
    expect(shareOf({ used: 12_499, capacity: 12_500 })).toBe(0.99);
    expect(shareOf({ used: 12_500, capacity: 12_500 })).toBe(1);
    expect(shareOf({ used: 3, capacity: 2 })).toBe(1.5);
    expect(shareOf({ used: 0, capacity: 0 })).toBe(1);
  });

  test('of catalogs come with the largest first', () => {
    const catalogs = [
      { name: 'B', used: 1 },
      { name: 'A', used: 1 },
      { name: 'C', used: 7 },
    ];
    expect(largestFirst(catalogs).map(({ name }) => name)).toEqual(['C', 'A', 'B']);
  });
});

describe('A recount', () => {
  test('that has not ended, or that cannot be read, has no result', () => {
    expect(recountResultOf(null)).toBeNull();
    expect(recountResultOf({ people: 'many' })).toBeNull();
  });

  test('names its differences, with whatever else the service tells', () => {
    const result = recountResultOf({
      people: 3,
      enrolments: 2,
      kept: { used: 1 },
      recounted: { used: 2 },
      differencesTotal: 1,
      healed: true,
      differences: [
        {
          of: 'person',
          personId: 'p',
          kept: { counted: false, standing: 'no-enrolment' },
          recounted: { counted: true, standing: 'counted' },
          healed: true,
        },
      ],
    });
    expect(result?.differences[0]).toMatchObject({ of: 'person', personId: 'p' });
  });
});
