import { describe, expect, test } from '@jest/globals';
import { factsOnTheWire } from '../../api/http/facts.ts';
import { SAMPLE_NOTICES } from '../bot/samples.ts';

/** Every number in it, however deep. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

describe('facts on the wire', () => {
  test('tell instants in ISO 8601 and leave figures, months, days and people as they are', () => {
    const at = Date.parse('2026-12-05T14:30:00Z');
    expect(
      factsOnTheWire({
        ...{ closesAt: at, accessUntil: at, inactiveFrom: at, idleSince: at, answerBy: at },
        ...{ used: 5, from: '2026-07', endsOn: '2027-11-21', endedBy: 'giver', seatsEndAt: null },
        orders: [{ fee: { amountMinor: 14_000, currency: 'USD' }, at }],
      }),
    ).toEqual({
      ...{ closesAt: '2026-12-05T14:30:00.000Z', accessUntil: '2026-12-05T14:30:00.000Z' },
      ...{ inactiveFrom: '2026-12-05T14:30:00.000Z', idleSince: '2026-12-05T14:30:00.000Z' },
      ...{ answerBy: '2026-12-05T14:30:00.000Z', used: 5, from: '2026-07', endsOn: '2027-11-21' },
      ...{ endedBy: 'giver', seatsEndAt: null },
      orders: [{ fee: { amountMinor: 14_000, currency: 'USD' }, at: '2026-12-05T14:30:00.000Z' }],
    });
  });

  test.each(SAMPLE_NOTICES)('of $what hold no instant as a number', (notice) => {
    // Milliseconds since 1970 are beyond any count of seats or people, and beyond any price.
    expect(numbersIn(factsOnTheWire({ ...notice })).filter((number) => number > 1e11)).toEqual([]);
  });
});
