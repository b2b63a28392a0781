import { describe, expect, test } from '@jest/globals';
import { reclaimSettingsBody } from '../../../api/reclaim/contract.ts';
import { daysToOffer, intentOf, mayAct, sumUp } from '../../../tab/usage/seats.ts';
import { draftOf, faultsIn, settingsOf } from '../../../tab/usage/settings.ts';

describe('Acts on seats', () => {
  test('the times to choose from have the one of the settings, once', () => {
    expect(daysToOffer(90)).toEqual([30, 60, 90, 180, 365]);
    expect(daysToOffer(45)).toEqual([30, 45, 60, 90, 180, 365]);
  });

  test('are done where nothing is against them', () => {
    const candidate = { notAsked: 'asked-already', notReleased: null } as const;
    expect(mayAct(candidate, 'ask')).toBe(false);
    expect(mayAct(candidate, 'release')).toBe(true);
  });

  test('come to a number, those who were refused by name, and what was lost', () => {
    const results = [
      { personId: 'a', code: null, lost: 2 },
      { personId: 'b', code: 'held-by-group' as const, lost: 0 },
      { personId: 'c', code: null, lost: 0 },
    ];
    const done = sumUp('restore', results, new Map([['b', 'Bea']]));
    expect(done).toEqual({
      ...{ act: 'restore', done: 2, lost: 2 },
      refused: [{ name: 'Bea', code: 'held-by-group' }],
    });
    expect(intentOf(done)).toBe('warning');
    expect(intentOf({ ...done, lost: 0, refused: [] })).toBe('success');
    expect(intentOf({ ...done, done: 0, lost: 0, refused: [] })).toBe('warning');
  });
});

describe('The settings as they are typed', () => {
  const settings = {
    ...{ inactiveDays: 90, remindAfterDays: 7, answerWithinDays: 14, restDays: 90 },
    releases: 'by-hand' as const,
  };
  const draft = draftOf(settings);

  test('come back as they were', () => {
    expect(settingsOf(draft)).toEqual(settings);
  });

  test.each([
    [{ inactiveDays: '6' }, { inactiveDays: 'between' }],
    [{ inactiveDays: '731' }, { inactiveDays: 'between' }],
    [{ restDays: '1.5' }, { restDays: 'between' }],
    [{ restDays: '' }, { restDays: 'between' }],
    [{ remindAfterDays: '14' }, { remindAfterDays: 'reminderFirst' }],
    [{ answerWithinDays: '7' }, { remindAfterDays: 'reminderFirst' }],
    [{ answerWithinDays: 'x' }, { answerWithinDays: 'between' }],
    [{ restDays: '730' }, {}],
  ])('%j is at fault as the API would say', (typed, faults) => {
    const changed = { ...draft, ...typed };
    expect(faultsIn(changed)).toEqual(faults);
    const sent = Object.fromEntries(
      Object.entries(changed).map(([name, value]) => [
        name,
        name === 'releases' ? value : Number(value === '' ? Number.NaN : value),
      ]),
    );
    expect(reclaimSettingsBody.safeParse(sent).success).toBe(settingsOf(changed) !== null);
  });
});
