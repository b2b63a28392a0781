import { expect, test } from '@jest/globals';
import { moveOf } from '../../../tab/subscription/moves.ts';
import { phaseOf } from '../../../tab/subscription/phase.ts';

const entry = (what: string, data: Record<string, unknown> = {}) => ({
  ...{ id: 'e-1', at: '2026-01-01T00:00:00Z', actor: null, actId: 'a-1' },
  ...{ what, data },
});

test('of the audit, what happened to the account is told, and nothing else', () => {
  expect(moveOf(entry('people-enrolled'))).toBeNull();
  expect(moveOf(entry('subscription-moved-away'))).toMatchObject({
    what: 'subscription-moved-away',
  });
  expect(
    moveOf(entry('account-state-changed', { state: 'Inactive', reason: 'moved' })),
  ).toMatchObject({ what: 'account-state-changed', state: 'Inactive' });
  expect(moveOf(entry('account-state-changed', { state: 'of a newer service' }))).toBeNull();
});

test('a subscription that came from another tenant was moved here, the first time it was activated', () => {
  expect(moveOf(entry('subscription-activated', { epoch: 1 }))?.what).toBe(
    'subscription-activated',
  );
  expect(moveOf(entry('subscription-activated', { epoch: 2 }))?.what).toBe(
    'subscription-moved-here',
  );
});

test('a subscription runs from its first to its last day, and counts on after it', () => {
  const term = { startsOn: '2026-01-10', endsOn: '2027-01-09', countsThroughOn: '2027-01-23' };
  expect(phaseOf(term, '2026-01-09')).toBe('later');
  expect(phaseOf(term, '2026-01-10')).toBe('running');
  expect(phaseOf(term, '2027-01-09')).toBe('running');
  expect(phaseOf(term, '2027-01-10')).toBe('ended');
  expect(phaseOf(term, '2027-01-23')).toBe('ended');
  expect(phaseOf(term, '2027-01-24')).toBe('over');
});

test('what an order gives renews by itself, and is over right after the last day where an end is known', () => {
  const term = { startsOn: '2026-01-10', endsOn: '2027-01-09' };
  expect(phaseOf({ ...term, countsThroughOn: null }, '2027-01-10')).toBe('running');
  expect(phaseOf({ ...term, countsThroughOn: term.endsOn }, '2027-01-09')).toBe('running');
  expect(phaseOf({ ...term, countsThroughOn: term.endsOn }, '2027-01-10')).toBe('over');
});
