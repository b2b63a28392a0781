import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../api/kernel/time.ts';
import { beginsAt, calendarOf, IN_UTC, zonesAfter } from '../../api/usage/rules/calendar.ts';
import { monthAfter, monthsOf, periodOf, periodsUpTo } from '../../api/usage/rules/months.ts';

describe('Months and periods (M-1)', () => {
  test('a period is the 12 months from the month of activation, and then the next begins', () => {
    expect(periodOf('2026-07', '2026-07')).toBe('2026-07');
    expect(periodOf('2027-06', '2026-07')).toBe('2026-07');
    expect(periodOf('2027-07', '2026-07')).toBe('2027-07');
    expect(monthsOf('2026-07').at(-1)).toBe('2027-06');
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(periodsUpTo('2028-07', '2026-07')).toEqual(['2028-07', '2027-07', '2026-07']);
  });

  test('a month closes 72 hours after its end (M-2)', () => {
    expect(calendarOf(IN_UTC).closesAt('2026-12')).toBe(Date.UTC(2027, 0, 4));
  });

  test.each([
    ['UTC', '2026-08', '2026-08-01T00:00:00Z'],
    ['Europe/Amsterdam', '2026-08', '2026-07-31T22:00:00Z'],
    ['Europe/Amsterdam', '2027-01', '2026-12-31T23:00:00Z'],
    ['America/Los_Angeles', '2026-12', '2026-12-01T08:00:00Z'],
    ['Pacific/Kiritimati', '2026-12', '2026-11-30T10:00:00Z'],
    ['Asia/Kathmandu', '2026-12', '2026-11-30T18:15:00Z'],
    // Clocks skip the midnight with which the month begins, and go back over it.
    ['America/Asuncion', '2017-10', '2017-10-01T04:00:00Z'],
    ['America/Havana', '2020-11', '2020-11-01T04:00:00Z'],
  ])('in %s the month %s begins at %s', (timeZone, month, at) => {
    expect(new Date(beginsAt(month, timeZone)).toISOString()).toBe(new Date(at).toISOString());
  });

  test('a new zone acts from the next month; the one set last before then holds', () => {
    const now = Date.UTC(2026, 6, 15);
    const amsterdam = zonesAfter(IN_UTC, 'Europe/Amsterdam', now);
    expect(amsterdam).toEqual([
      { from: null, timeZone: 'UTC' },
      { from: '2026-08', timeZone: 'Europe/Amsterdam' },
    ]);
    expect(zonesAfter(amsterdam, 'Asia/Tokyo', now + DAY_MS)).toEqual([
      { from: null, timeZone: 'UTC' },
      { from: '2026-08', timeZone: 'Asia/Tokyo' },
    ]);
    expect(zonesAfter(amsterdam, 'UTC', now + DAY_MS)).toEqual(IN_UTC);
    const calendar = calendarOf(amsterdam);
    // July ends in UTC, as it began; August ends in Amsterdam.
    expect(calendar.monthAt(Date.UTC(2026, 6, 31, 23))).toBe('2026-07');
    expect(calendar.monthAt(Date.UTC(2026, 7, 31, 21, 59))).toBe('2026-08');
    expect(calendar.monthAt(Date.UTC(2026, 7, 31, 22))).toBe('2026-09');
  });

  test('whatever zones are set, months follow each other without gap or overlap', () => {
    const zone = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Paris');
    const change = fc.record({ day: fc.integer({ min: 0, max: 800 }), zone });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(900 * 24), (changes, hour) => {
        const start = Date.UTC(2026, 0, 1);
        const zones = changes
          .toSorted((one, other) => one.day - other.day)
          .reduce(
            (before, { day, zone: next }) => zonesAfter(before, next, start + day * DAY_MS),
            IN_UTC,
          );
        const calendar = calendarOf(zones);
        const at = start + hour * HOUR_MS;
        const month = calendar.monthAt(at);
        expect(at).toBeLessThan(calendar.endOf(month));
        expect(at).toBeGreaterThanOrEqual(calendar.endOf(monthAfter(month, -1)));
      }),
      { numRuns: 200 },
    );
  });
});
