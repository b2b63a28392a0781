import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import { NOTHING_SHARED } from '../../api/limits/rules/capacity.ts';
import { forecastBy, trendOf } from '../../api/limits/rules/forecast.ts';
import { judge, type LimitFacts } from '../../api/limits/rules/judge.ts';
import { newLimit } from '../../api/limits/rules/limit.ts';
import { sharesOf } from '../../api/limits/rules/shares.ts';
import { quietAround } from '../../api/limits/rules/thresholds.ts';

const START = Date.UTC(2026, 0, 1);

test('while the count stays within what is quiet, a judgement would tell and change nothing', () => {
  const counts = fc.array(fc.nat(140), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), counts, fc.boolean(), (seats, used, gated) => {
      const subscriptionId = 'one';
      const endsAt = START + 900 * DAY_MS;
      const facts = (count: number): LimitFacts => ({
        state: 'Active',
        sources: [{ subscriptionId, plan: 'seats', seats, startsAt: START, endsAt }],
        shares: NOTHING_SHARED,
        used: count,
      });
      let limit = newLimit(START);
      if (gated) {
        limit = judge(limit, facts(seats), START).limit;
        limit = judge(limit, facts(seats), START + 14 * DAY_MS).limit;
      }
      for (const count of used) limit = judge(limit, facts(count), limit.judgedAt).limit;
      const quiet = quietAround(limit.used, limit.capacity);
      for (let count = 0; count <= 150; count++) {
        if (count <= quiet.atMost || count >= quiet.atLeast) continue;
        const after = judge(limit, facts(count), limit.judgedAt);
        expect(after.told).toEqual([]);
        expect(after.limit).toEqual({ ...limit, used: count });
      }
    }),
  );
});

test('the shares of all buckets are never more than capacity, and all of it as long as it is not exceeded', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 1, maxLength: 16 }),
      fc.nat(400),
      (taken, capacity) => {
        const shares = sharesOf(capacity, taken);
        const sum = shares.reduce((total, share) => total + share, 0);
        const all = taken.reduce((total, seats) => total + seats, 0);
        expect(sum).toBeLessThanOrEqual(capacity);
        if (all <= capacity) {
          expect(sum).toBe(capacity);
          shares.forEach((share, nth) => expect(share).toBeGreaterThanOrEqual(taken[nth] ?? 0));
        }
      },
    ),
  );
});

const days = (used: readonly number[]) =>
  used.map((count, nth) => ({
    day: new Date(START + nth * DAY_MS).toISOString().slice(0, 10),
    used: count,
  }));

test('the forecast goes on as the days did, and does not mind one odd day', () => {
  const steady = days([10, 12, 14, 16, 18, 20, 22, 24, 26]);
  expect(forecastBy(trendOf(steady), 26, 100, '2026-01-09')).toEqual({
    reachesCapacityOn: '2026-02-15',
    basedOn: { perDay: 2, from: '2026-01-01', to: '2026-01-09', days: 9 },
  });
  const odd = days([10, 12, 14, 16, 90, 20, 22, 24, 26]);
  expect(trendOf(odd)?.perDay).toBe(2);
});

test('there is no forecast from a few days, for a count that does not grow, or for capacity that is reached', () => {
  expect(trendOf(days([1, 2, 3, 4]))).toBeNull();
  expect(trendOf([])).toBeNull();
  const falling = trendOf(days([20, 19, 18, 17, 16, 15, 14, 13, 12]));
  expect(forecastBy(falling, 12, 100, '2026-01-09')).toBeNull();
  const rising = trendOf(days([10, 12, 14, 16, 18, 20, 22, 24, 26]));
  expect(forecastBy(rising, 100, 100, '2026-01-09')).toBeNull();
  expect(forecastBy(rising, 26, null, '2026-01-09')).toBeNull();
  expect(forecastBy(rising, 26, 10_000, '2026-01-09')).toBeNull();
});
