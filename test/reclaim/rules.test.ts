import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import { askState, DAYS_BOUNDS, reclaimSettingsShape } from '../../api/reclaim/contract.ts';
import {
  ASK_STATES,
  isOpen,
  refusalToAsk,
  type Ask,
  type Holder,
} from '../../api/reclaim/rules/asks.ts';
import {
  answered,
  asked,
  reminded,
  restored,
  restoring,
  released,
  releasing,
  settled,
  stepOf,
  withdrawn,
} from '../../api/reclaim/rules/moves.ts';
import { savingUntil } from '../../api/reclaim/rules/saving.ts';
import { signsIn } from '../../api/usage/rules/activities.ts';
import { RELEASES, UNSET, type ReclaimSettings } from '../../api/reclaim/rules/settings.ts';

const START = Date.UTC(2026, 0, 5);
const PERSON = 'a0000000-0000-4000-8000-000000000001';
const HOLD = { enrolments: [], flowSince: null };

const anySettings: fc.Arbitrary<ReclaimSettings> = fc
  .record({
    inactiveDays: fc.integer({ min: 7, max: 200 }),
    answerWithinDays: fc.integer({ min: 2, max: 60 }),
    restDays: fc.integer({ min: 1, max: 200 }),
    releases: fc.constantFrom(...RELEASES),
    share: fc.double({ min: 0, max: 0.99, noNaN: true }),
  })
  .map(({ share, ...settings }) => ({
    ...settings,
    remindAfterDays: Math.max(1, Math.floor(share * settings.answerWithinDays)),
    changedAt: null,
  }));

/** What happens between two looks, and how long it takes. */
const anyTurn = fc.record({
  after: fc.integer({ min: 0, max: 40 * DAY_MS }),
  what: fc.constantFrom('look', 'look', 'look', 'keep', 'give-up', 'active', 'withdraw', 'ask'),
});

interface Told {
  readonly what: 'asked' | 'reminded' | 'released';
  readonly at: number;
  readonly ask: Ask;
}

/** Lives through the turns as the actions do: by the rules alone. */
function live(
  settings: ReclaimSettings,
  turns: readonly { after: number; what: string }[],
): Told[] {
  let now = START + settings.inactiveDays * DAY_MS;
  let person: Holder = { counted: true, idleSince: START };
  let ask: Ask | null = null;
  let asks = 0;
  const told: Told[] = [];
  const begin = (): void => {
    if (refusalToAsk(person, ask, settings.inactiveDays, now) !== null) return;
    const of = { personId: PERSON, askId: String(++asks), idleSince: person.idleSince ?? now };
    ask = asked(of, null, settings, now);
    told.push({ what: 'asked', at: now, ask });
  };
  begin();
  for (const { after, what } of turns) {
    now += after;
    if (what === 'ask') begin();
    else if (what === 'active') person = { ...person, idleSince: now };
    else if (what === 'withdraw') ask = withdrawn(ask, now) ?? ask;
    else if (what === 'keep' || what === 'give-up') {
      const next: Ask | string = answered(ask, what, settings, now);
      if (typeof next === 'object') ask = next;
    }
    // Due steps, until nothing is due.
    for (let steps = 0; ask?.dueAt != null && ask.dueAt <= now; steps++) {
      if (steps > 10) throw new Error('The steps do not come to an end.');
      const step = stepOf(ask, person, settings, now);
      if (step === 'remind') {
        ask = reminded(ask, now);
        told.push({ what: 'reminded', at: now, ask });
      } else if (step === 'release') {
        const of = { personId: PERSON, askId: ask.askId, idleSince: ask.idleSince };
        const began: Ask = releasing(ask, of, { actId: 'r', by: null, hold: HOLD }, now);
        told.push({ what: 'released', at: now, ask });
        ask = released(began, now);
        person = { counted: false, idleSince: null };
      } else if (step !== 'resume') ask = settled(ask, step, settings, now);
    }
  }
  return told;
}

describe('Asking for a seat', () => {
  test('one question, at most one reminder of it, and nothing is released that the account has not chosen', () => {
    fc.assert(
      fc.property(anySettings, fc.array(anyTurn, { maxLength: 30 }), (settings, turns) => {
        const told = live(settings, turns);
        const byAsk = Map.groupBy(told, ({ ask }) => ask.askId);
        for (const [, theirs] of byAsk) {
          expect(theirs.filter(({ what }) => what === 'asked').length).toBe(1);
          expect(theirs.filter(({ what }) => what === 'reminded').length).toBeLessThanOrEqual(1);
        }
        for (const { what, ask, at } of told) {
          if (what !== 'released') continue;
          expect(settings.releases).not.toBe('by-hand');
          if (ask.answer === 'give-up') {
            expect(at).toBeGreaterThanOrEqual((ask.answeredAt ?? at) + DAY_MS);
          } else {
            expect(settings.releases).toBe('unanswered');
            // Nobody loses a seat without the question, the reminder, and as long to answer after it as was meant.
            const meantMs = (settings.answerWithinDays - settings.remindAfterDays) * DAY_MS;
            expect(ask.remindedAt).not.toBeNull();
            expect(at).toBeGreaterThanOrEqual((ask.remindedAt ?? at) + meantMs);
            expect(ask.answer).toBeNull();
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('who has kept the seat is not asked again for as long as was chosen', () => {
    fc.assert(
      fc.property(anySettings, fc.array(anyTurn, { maxLength: 30 }), (settings, turns) => {
        let keptUntil = 0;
        for (const { what, at, ask } of live(settings, turns)) {
          if (what === 'asked') expect(at).toBeGreaterThanOrEqual(keptUntil);
          if (ask.restsUntil !== null) keptUntil = ask.restsUntil;
        }
      }),
      { numRuns: 200 },
    );
    const person = { counted: true, idleSince: START };
    const now = START + 90 * DAY_MS;
    const of = { personId: PERSON, askId: '1', idleSince: START };
    const kept = answered(asked(of, null, UNSET, now), 'keep', UNSET, now + DAY_MS);
    if (typeof kept === 'string') throw new Error(kept);
    const rests = (at: number) => refusalToAsk(person, kept, 30, at);
    expect(rests(now + 91 * DAY_MS - 1)).toBe('rests');
    expect(rests(now + 91 * DAY_MS)).toBeNull();
  });

  test('an answer can be changed until something came of it, and never after', () => {
    const of = { personId: PERSON, askId: '1', idleSince: START };
    const first = asked(of, null, UNSET, START);
    const given = answered(first, 'give-up', UNSET, START);
    if (typeof given === 'string') throw new Error(given);
    expect(given).toMatchObject({ state: 'given-up', dueAt: null });
    expect(answered(given, 'keep', UNSET, START)).toMatchObject({ state: 'kept' });
    const began = releasing(given, of, { actId: 'r', by: null, hold: HOLD }, START);
    expect(answered(began, 'keep', UNSET, START)).toBe('released');
    const ended = released(began, START);
    expect(answered(ended, 'keep', UNSET, START)).toBe('released');
    const back = restoring(ended, { actId: 'u', by: null }, START);
    if (back === null) throw new Error('It cannot be undone.');
    const again = restored(back, UNSET, START);
    expect(answered(again, 'keep', UNSET, START)).toBe('not-asked');
    expect(again.restsUntil).toBe(START + 90 * DAY_MS);
    expect(restoring(again, { actId: 'v', by: null }, START)).toBeNull();
    expect(answered(null, 'keep', UNSET, START)).toBe('not-asked');
  });

  test('every state has an answer to whether a question is open', () => {
    const of = { personId: PERSON, askId: '1', idleSince: START };
    const open = ASK_STATES.filter((state) => isOpen({ ...asked(of, null, UNSET, START), state }));
    expect(open).toEqual(['asked', 'unanswered', 'given-up']);
  });
});

describe('What freed seats save', () => {
  const price = { amountMinor: 400, currency: 'USD' };

  test('seats x price until the term ends; only seats and days where the price is not known', () => {
    const year = START + 365 * DAY_MS;
    expect(savingUntil(4, year, price, START)).toEqual({
      ...{ seats: 4, days: 365 },
      amount: { amountMinor: 19_200, currency: 'USD' },
    });
    expect(savingUntil(4, year, null, START)).toEqual({ seats: 4, days: 365, amount: null });
    expect(savingUntil(4, null, price, START)).toEqual({ seats: 4, days: null, amount: null });
    expect(savingUntil(4, START - 1, price, START).amount?.amountMinor).toBe(0);
  });

  test('is never more for a shorter time, and seats apart save what they save together, to a unit each', () => {
    const anySeats = fc.nat(5_000);
    const anyDays = fc.nat(800);
    fc.assert(
      fc.property(anySeats, anySeats, anyDays, anyDays, (one, other, some, more) => {
        const minor = (seats: number, days: number): number =>
          savingUntil(seats, START + days * DAY_MS, price, START).amount?.amountMinor ?? -1;
        expect(minor(one, some + more)).toBeGreaterThanOrEqual(minor(one, some));
        expect(
          Math.abs(minor(one + other, some) - minor(one, some) - minor(other, some)),
        ).toBeLessThanOrEqual(1);
        expect(Number.isInteger(minor(one, some))).toBe(true);
      }),
    );
  });
});

test('own acts are signs, visits among them; what others bring about, or was refused, is none', () => {
  const given = ['visited', 'session-attended', 'course-consumed', 'signed-in', 'nonsense'].map(
    (kind, nth) => ({ id: String(nth), personId: PERSON, kind, at: nth, catalogId: null }),
  );
  const outcomes = ['new', 'new', 'late', 'conflict', 'refused'].map((outcome) => ({ outcome }));
  expect(signsIn(given, outcomes).map(({ at }) => at)).toEqual([0, 2]);
});

test('the contract has the states, choices and defaults of the rules', () => {
  expect(askState.options).toEqual([...ASK_STATES]);
  expect(reclaimSettingsShape.shape.releases.options).toEqual([...RELEASES]);
  expect(reclaimSettingsShape.parse(UNSET)).toEqual(UNSET);
  expect(DAYS_BOUNDS.inactiveDays.least).toBeGreaterThan(0);
});
