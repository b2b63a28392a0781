import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, toIso, type Instant } from '../../api/kernel/time.ts';
import { NOTHING_SHARED } from '../../api/limits/rules/capacity.ts';
import { judge, type LimitFacts } from '../../api/limits/rules/judge.ts';
import { newLimit, type Limit } from '../../api/limits/rules/limit.ts';
import { standingAt } from '../../api/limits/rules/standing.ts';
import type { Source } from '../../api/subscriptions/rules/places.ts';

const START = Date.UTC(2026, 0, 1);
const RUNS = { numRuns: process.env['HEADCOUNT_MATRIX'] === 'full' ? 3_000 : 200 };
const day = (days: number): Instant => START + days * DAY_MS;

const source = (seats: number, endsAt: Instant, subscriptionId = 'one'): Source => ({
  ...{ subscriptionId, plan: 'seats', seats, startsAt: START, endsAt },
});

/** An account over time: each step sets the facts and moves the clock. */
class Story {
  limit: Limit = newLimit(START);
  facts: LimitFacts = { state: 'Active', sources: [], shares: NOTHING_SHARED, used: 0 };
  readonly told: string[] = [];

  at(now: Instant, change: Partial<LimitFacts> = {}): this {
    this.facts = { ...this.facts, ...change };
    for (;;) {
      const { limit, told, ended } = judge(this.limit, this.facts, now);
      this.limit = limit;
      for (const { notice, at } of told) {
        const { what, ...data } = notice;
        const figure = Object.values<unknown>(data).find(
          (value): value is number => typeof value === 'number' && value < 1e9,
        );
        const word = 'outcome' in data ? data.outcome : 'reason' in data ? data.reason : '';
        this.told.push(
          [toIso(at).slice(0, 10), what, word, figure ?? '']
            .filter((part) => part !== '')
            .join(' '),
        );
      }
      if (ended === null) return this;
      this.told.push(`${toIso(limit.judgedAt).slice(0, 10)} ${ended}`);
      this.facts = { ...this.facts, state: 'Inactive' };
    }
  }

  standing(now: Instant = this.limit.judgedAt) {
    return standingAt(this.limit, this.facts, now);
  }
}

const hundred = { sources: [source(100, day(365))] };

describe('The limit (G-2)', () => {
  test('L-40 is reached at used = capacity: it is told once, and for 14 days nothing is refused', () => {
    const story = new Story().at(START, { ...hundred, used: 99 }).at(day(10), { used: 100 });
    expect(story.standing()).toMatchObject({
      learning: 'open',
      graces: [{ reason: 'limit', openedAt: day(10), closesAt: day(24), daysLeft: 14 }],
    });
    story.at(day(10) + HOUR_MS, { used: 130 }).at(day(11), { used: 140 });
    expect(story.told).toEqual(['2026-01-01 threshold-reached 90', '2026-01-11 limit-reached 100']);
  });

  test('L-41 stops learning at the end of the window where use is above it, and only closes to new seats where it is met', () => {
    const above = new Story().at(START, { ...hundred, used: 101 }).at(day(14));
    expect(above.standing().learning).toBe('stopped');
    const met = new Story().at(START, { ...hundred, used: 100 }).at(day(14));
    expect(met.standing().learning).toBe('no-new-seats');
    expect(met.told).toEqual([
      '2026-01-01 limit-reached 100',
      '2026-01-08 grace-days-left limit 7',
      '2026-01-12 grace-days-left limit 3',
      '2026-01-14 grace-days-left limit 1',
      '2026-01-15 window-ended no-new-seats',
    ]);
  });

  test('closes the window when use falls below, resumes it with its old end within a day, and begins anew later', () => {
    const story = new Story().at(START, { ...hundred, used: 100 });
    story.at(day(5), { used: 99 });
    expect(story.standing().graces).toEqual([]);
    story.at(day(5) + 23 * HOUR_MS, { used: 100 });
    expect(story.standing().graces).toMatchObject([{ closesAt: day(14) }]);
    story.at(day(7), { used: 99 }).at(day(8), { used: 100 });
    expect(story.standing().graces).toMatchObject([{ openedAt: day(8), closesAt: day(22) }]);
  });

  test('gives 14 days again where the directory lifts use above a limit that was kept', () => {
    const story = new Story().at(START, { ...hundred, used: 100 }).at(day(20));
    story.at(day(20), { used: 101 });
    expect(story.standing()).toMatchObject({ learning: 'open', graces: [{ openedAt: day(20) }] });
    story.at(day(34));
    expect(story.standing().learning).toBe('stopped');
    story.at(day(35), { used: 102 });
    expect(story.standing()).toMatchObject({ learning: 'stopped', graces: [] });
  });

  test('opens learning again as soon as use is below, or capacity grows', () => {
    const story = new Story().at(START, { ...hundred, used: 101 }).at(day(14));
    story.at(day(15), { sources: [source(200, day(365))] });
    expect(story.standing()).toMatchObject({ learning: 'open', capacity: 200, graces: [] });
    expect(story.told.at(-1)).toBe('2026-01-16 learning-resumed');
  });

  test('is none in Trial and under the MAU plan (G-1)', () => {
    const trial = new Story().at(START, { state: 'Trial', used: 5_000 });
    expect(trial.standing()).toEqual({ capacity: null, learning: 'open', graces: [] });
    const mau = new Story().at(START, {
      sources: [{ ...source(10, day(365)), plan: 'mau' }],
      used: 5_000,
    });
    expect(mau.standing()).toEqual({ capacity: null, learning: 'open', graces: [] });
    expect([...trial.told, ...mau.told]).toEqual([]);
  });
});

describe('Warnings (G-5)', () => {
  test('L-43 come once at 75 and at 90 %, the higher alone where both are crossed, and again after 5 points less', () => {
    const story = new Story().at(START, { ...hundred, used: 74 });
    story.at(day(1), { used: 75 }).at(day(2), { used: 74 }).at(day(3), { used: 76 });
    story.at(day(4), { used: 70 }).at(day(5), { used: 75 });
    story.at(day(6), { used: 60 }).at(day(7), { used: 95 });
    story.at(day(8), { used: 86 }).at(day(9), { used: 90 }).at(day(10), { used: 85 });
    story.at(day(11), { used: 90 });
    expect(story.told).toEqual([
      '2026-01-02 threshold-reached 75',
      '2026-01-06 threshold-reached 75',
      '2026-01-08 threshold-reached 90',
      '2026-01-12 threshold-reached 90',
    ]);
  });

  test('come again when capacity has changed', () => {
    const story = new Story().at(START, { ...hundred, used: 80 });
    story.at(day(1), { sources: [source(106, day(365))] });
    expect(story.told).toEqual([
      '2026-01-01 threshold-reached 75',
      '2026-01-02 threshold-reached 75',
    ]);
  });

  test('L-42, L-43 tell of the end of a term and of what follows, in order, also where the clock jumps over all of it (G-4)', () => {
    const expected = [
      '2026-11-02 term-ends 60',
      '2026-12-02 term-ends 30',
      '2026-12-18 term-ends 14',
      '2026-12-25 term-ends 7',
      '2026-12-31 term-ends 1',
      '2027-01-01 subscription-expired',
      '2027-01-08 grace-days-left expired 7',
      '2027-01-12 grace-days-left expired 3',
      '2027-01-14 grace-days-left expired 1',
      '2027-01-15 last-subscription-expired',
    ];
    const facts = { ...hundred, used: 10 };
    const slow = new Story().at(START, facts);
    for (let hours = 0; hours <= 500 * 24; hours += 6) slow.at(START + hours * HOUR_MS);
    expect(slow.told).toEqual(expected);
    const jump = new Story().at(START, facts).at(day(500));
    expect(jump.told).toEqual(expected);
    expect(jump.standing()).toEqual({ capacity: 0, learning: 'stopped', graces: [] });
    expect(jump.limit.purgeable).toBe(true);
    expect(new Story().at(START, facts).at(day(365 + 59)).limit.purgeable).toBe(false);
  });

  test('tell nothing of what has ended in the trial after a deactivation, and no window is open then (G-1)', () => {
    const story = new Story()
      .at(START, { state: 'Activation required', sources: [source(10, day(30))], used: 3 })
      .at(day(30), { state: 'Trial' });
    expect(story.standing(day(31))).toMatchObject({ capacity: null, learning: 'open', graces: [] });
    const before = story.told.length;
    story.at(day(44));
    expect(story.told.slice(before)).toEqual([]);
  });

  test('where seats of one subscription drop out and others remain, the limit is judged by what is left', () => {
    const story = new Story().at(START, {
      ...{ sources: [source(100, day(30)), source(50, day(365), 'two')], used: 60 },
    });
    story.at(day(44) - 1);
    expect(story.standing()).toMatchObject({ capacity: 150, learning: 'open' });
    story.at(day(44));
    expect(story.standing()).toMatchObject({
      ...{ capacity: 50, learning: 'open' },
      graces: [{ reason: 'limit', closesAt: day(58) }],
    });
    story.at(day(58));
    expect(story.standing().learning).toBe('stopped');
  });
});

describe('A judgement', () => {
  const step = fc.record({ hours: fc.integer({ min: 0, max: 2_000 }), used: fc.nat(130) });

  test('says the same however often it is repeated, and however the time between two facts is cut', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (steps, cuts) => {
          const whole = new Story().at(START, hundred);
          const cut = new Story().at(START, hundred);
          let now = START;
          for (const { hours, used } of steps) {
            for (let n = 1; n <= cuts; n++) {
              const at = now + Math.floor((hours * HOUR_MS * n) / (cuts + 1));
              cut.at(at).at(at);
            }
            now += hours * HOUR_MS;
            whole.at(now).at(now, { used });
            cut.at(now).at(now, { used }).at(now);
          }
          expect(cut.told).toEqual(whole.told);
          expect(cut.standing()).toEqual(whole.standing());
        },
      ),
      RUNS,
    );
  });

  test('takes a count that was not judged yet to be older than what fell due meanwhile', () => {
    const story = new Story().at(START, { ...hundred, used: 100 });
    story.at(day(20), { used: 101 });
    expect(story.standing()).toMatchObject({ learning: 'stopped', graces: [] });
  });

  test('at the very instant of a message tells it once, however often it is repeated', () => {
    const story = new Story().at(START, { sources: [source(100, day(30))], used: 100 });
    for (const days of [7, 11, 13, 14, 16, 23, 29, 30, 37, 41, 43, 44])
      story.at(day(days)).at(day(days)).at(day(days));
    expect(story.told).toEqual([...new Set(story.told)]);
    expect(story.told).toHaveLength(13);
  });

  test('stops nobody who is within capacity, and lets nobody be above it for longer than 14 days', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const story = new Story().at(START, { sources: [source(100, day(5_000))] });
        let now = START;
        let overSince: Instant | null = null;
        for (const { hours, used } of steps) {
          now += hours * HOUR_MS;
          story.at(now);
          if (overSince !== null && now - overSince >= 14 * DAY_MS)
            expect(story.standing(now).learning).toBe('stopped');
          story.at(now, { used });
          if (used <= 100) overSince = null;
          else overSince ??= now;
          if (used < 100) expect(story.standing(now).learning).toBe('open');
          if (used <= 100) expect(story.standing(now).learning).not.toBe('stopped');
        }
      }),
      RUNS,
    );
  });
});

test('AC-10: an account that was given seats goes on, though what it had before ended at an instant that nobody had judged', () => {
  const ended = { ...{ subscriptionId: 'first', plan: 'seats' as const, seats: 10 }, startsAt: 0 };
  const order = { until: 5 * DAY_MS, unpaid: true };
  const first = { ...ended, endsAt: 365 * DAY_MS, order };
  const next = { ...first, subscriptionId: 'next', order: { until: null, unpaid: false } };
  const facts = { state: 'Active' as const, shares: NOTHING_SHARED, used: 0 };
  const before = judge(newLimit(DAY_MS), { ...facts, sources: [first] }, DAY_MS).limit;
  const now = 9 * DAY_MS;
  expect(judge(before, { ...facts, sources: [first] }, now).ended).toBe('last-order-unpaid');
  const { ended: end, limit } = judge(before, { ...facts, sources: [first, next] }, now);
  expect([end, limit.capacity]).toEqual([null, 10]);
});
