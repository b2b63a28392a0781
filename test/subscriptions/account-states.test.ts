import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accountAfter,
  type AccountFact,
  type AccountState,
  type Standing,
} from '../../api/subscriptions/rules/account-states.ts';

const STATES: readonly AccountState[] = ['Trial', 'Active', 'Activation required', 'Inactive'];
const FACTS: readonly AccountFact[] = [
  'subscription-activated',
  'order-confirmed',
  'order-paid-on',
  'seats-accepted',
  'reactivated',
  'deactivated',
  'paid-through-reached',
  'trial-over',
  'last-subscription-expired',
  'last-subscription-moved',
  'last-order-unpaid',
  'last-seats-withdrawn',
];

const FIRST: Standing = { state: 'Trial', reason: null };
const after = (...facts: readonly AccountFact[]): Standing =>
  facts.reduce<Standing>((standing, fact) => accountAfter(standing, fact) ?? standing, FIRST);

describe('B-1: the states of an account', () => {
  test.each([
    ['AC-10: a key makes it Active', ['subscription-activated'], 'Active', null],
    ['AC-3: a Trial in which nothing is activated ends', ['trial-over'], 'Inactive', 'trial-ended'],
    [
      'G-4: it is Inactive when the last subscription has expired',
      ['subscription-activated', 'last-subscription-expired'],
      ...(['Inactive', 'expired'] as const),
    ],
    [
      'G-6: and when the last one has moved',
      ['subscription-activated', 'last-subscription-moved'],
      ...(['Inactive', 'moved'] as const),
    ],
    [
      'AC-6: deactivated, it works on until the last paid day',
      ['order-confirmed', 'deactivated'],
      ...(['Activation required', 'deactivated'] as const),
    ],
    [
      'AC-7: then it is in Trial again',
      ['order-confirmed', 'deactivated', 'paid-through-reached'],
      ...(['Trial', 'deactivated'] as const),
    ],
    [
      'AC-7: and 30 days later Inactive by deactivation',
      ['order-confirmed', 'deactivated', 'paid-through-reached', 'trial-over'],
      ...(['Inactive', 'deactivated'] as const),
    ],
    [
      'AC-10: reactivated in time, it is Active',
      ['order-confirmed', 'deactivated', 'reactivated'],
      ...(['Active', null] as const),
    ],
    [
      'B-3: later a reactivation does nothing',
      ['order-confirmed', 'deactivated', 'paid-through-reached', 'reactivated'],
      ...(['Trial', 'deactivated'] as const),
    ],
    [
      'AC-6: a payment that is told late brings an account that was deactivated back to its last paid days',
      ['order-confirmed', 'deactivated', 'paid-through-reached', 'order-paid-on'],
      ...(['Activation required', 'deactivated'] as const),
    ],
    [
      'AC-6: also after the trial that follows',
      ['order-confirmed', 'deactivated', 'paid-through-reached', 'trial-over', 'order-paid-on'],
      ...(['Activation required', 'deactivated'] as const),
    ],
    [
      'AC-4: and one that ended otherwise to work',
      ['order-confirmed', 'last-order-unpaid', 'order-paid-on'],
      ...(['Active', null] as const),
    ],
    [
      'AC-9: seats that a peer gives make it Active, and Inactive when they go',
      ['seats-accepted', 'last-seats-withdrawn'],
      ...(['Inactive', 'seats-withdrawn'] as const),
    ],
    [
      'AC-4: unpaid, it is Inactive',
      ['order-confirmed', 'last-order-unpaid'],
      'Inactive',
      'payment',
    ],
  ] as const)('%s', (_, facts, state, reason) => {
    expect(after(...facts)).toEqual({ state, reason });
  });

  test('say why whenever it is Inactive, and never while it is Active', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FACTS), { maxLength: 12 }), (facts) => {
        const { state, reason } = after(...facts);
        if (state === 'Inactive' || state === 'Activation required') expect(reason).not.toBeNull();
        if (state === 'Active') expect(reason).toBeNull();
        expect(STATES).toContain(state);
      }),
    );
  });

  test('do not change by the same fact again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FACTS), { maxLength: 12 }),
        fc.constantFrom(...FACTS),
        (facts, fact) => {
          const once = after(...facts, fact);
          // Two ends of a trial are two facts: the first Trial's, and that of the one after a deactivation.
          expect(after(...facts, fact, fact)).toEqual(once);
        },
      ),
    );
  });
});
