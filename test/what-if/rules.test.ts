import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../../api/orders/rules/order.ts';
import { monthsAfter } from '../../api/subscriptions/rules/term.ts';
import { compareEndings, comparePlans, pastMonths } from '../../api/what-if/rules.ts';

const USD = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const BEGAN_AT = Date.UTC(2026, 0, 15);

const order = (seats: number, monthsPaid: number): Order => ({
  ...{ orderId: `order-${seats}`, subscriptionId: 's', accountId: 'a', state: 'Active', seats },
  ...{ unitPrice: USD(400), country: 'US', address: null, createdBy: null, card: null },
  contact: { firstName: 'A', lastName: 'B', email: 'a@b.example', company: 'C', telephone: null },
  ...{ beganAt: BEGAN_AT, newest: -BEGAN_AT, paidThroughAt: monthsAfter(BEGAN_AT, monthsPaid) },
  ...{ problem: null, reminded: [], termination: null, wish: null, asOf: 0, doubtSince: null },
});

const month = (name: string, seats: number, activeUsers: number) => ({
  ...{ month: name, seats, activeUsers },
});

describe('What if: seats against the MAU plan', () => {
  test('a month takes as many seats as counted on its highest day, also where that was noted before it', () => {
    const days = [
      { day: '2026-01-20', used: 30 },
      { day: '2026-01-25', used: 20 },
      { day: '2026-03-10', used: 25 },
      { day: '2026-03-11', used: 5 },
    ];
    const active = new Map([['2026-02', 7]]);
    expect(
      pastMonths(['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'], days, active),
    ).toEqual([
      month('2026-01', 30, 0),
      month('2026-02', 20, 7),
      month('2026-03', 25, 0),
      month('2026-04', 5, 0),
    ]);
  });

  test('M-1: 50 + 500 + 5,000 + 9 x 10 are 5,640 active users of a year, as against the most seats of it', () => {
    const active = [50, 500, 5_000, ...Array.from({ length: 9 }, () => 10)];
    const months = active.map((activeUsers, nth) => month(`2026-${nth}`, 100 + nth, activeUsers));
    expect(comparePlans(months, USD(400), 1, 100)).toMatchObject({
      isProjected: false,
      ...{ seats: 111, seatsAnnual: USD(532_800), activeUsers: 5_640 },
      // 94.46 cents each: at 94 the MAU plan costs no more, at 95 it does.
      breakEven: USD(94),
      offered: { annual: USD(564_000), cheaper: 'seats', difference: USD(31_200) },
    });
  });

  test('fewer than twelve months are reckoned for a year, rounded up, and said to be', () => {
    const months = [month('2026-01', 3, 5), month('2026-02', 4, 6), month('2026-03', 2, 6)];
    expect(comparePlans(months, USD(400), 10, null)).toMatchObject({
      ...{ isProjected: true, seats: 10, seatsAnnual: USD(48_000), activeUsers: 68, offered: null },
    });
  });

  test('without a full month nothing is compared; where nobody was active no price is named', () => {
    expect(comparePlans([], USD(400), 10, 100)).toBeNull();
    expect(comparePlans([month('2026-01', 20, 0)], USD(400), 10, 100)).toMatchObject({
      breakEven: null,
      offered: { annual: USD(0), cheaper: 'mau', difference: USD(96_000) },
    });
  });

  test('at the price of the break-even the MAU plan costs no more, at one minor unit above it does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ seats: fc.nat(5_000), activeUsers: fc.nat(5_000) }), {
          ...{ minLength: 1, maxLength: 12 },
        }),
        (past) => {
          const months = past.map((one, nth) => ({ ...one, month: `m${nth}` }));
          const at = (price: number | null) => comparePlans(months, USD(400), 1, price);
          const same = at(null)?.breakEven?.amountMinor;
          if (same === undefined) return;
          expect(['mau', 'same']).toContain(at(same)?.offered?.cheaper);
          expect(at(same + 1)?.offered?.cheaper).toBe('seats');
        },
      ),
    );
  });
});

describe('What if: ending now against at the renewal', () => {
  test('B-6: 10 seats after month 5: 14,000 cents now, or 28,000 until the renewal and no fee', () => {
    expect(compareEndings([order(10, 5)])).toMatchObject({
      today: { endsOn: '2026-06-15', fees: [USD(14_000)] },
      atRenewal: { endsOn: '2027-01-15', charges: [USD(28_000)] },
      saved: [USD(14_000)],
    });
  });

  test('B-6: 40 seats after month 1: 88,000 cents now, or 176,000 until the renewal', () => {
    expect(compareEndings([order(40, 1)])).toMatchObject({
      today: { fees: [USD(88_000)] },
      atRenewal: { charges: [USD(176_000)] },
    });
  });

  test('B-6: after month 12 both are the same: no fee, no charge', () => {
    expect(compareEndings([order(10, 12)])).toMatchObject({
      today: { endsOn: '2027-01-15', fees: [USD(0)] },
      atRenewal: { endsOn: '2027-01-15', charges: [USD(0)] },
      saved: [USD(0)],
    });
  });

  test('several orders add up, and the last of them says until when', () => {
    expect(compareEndings([order(10, 5), order(40, 1)])).toMatchObject({
      today: { endsOn: '2026-06-15', fees: [USD(102_000)] },
      saved: [USD(102_000)],
    });
    expect(compareEndings([])).toBeNull();
  });
});
