import { describe, expect, test } from '@jest/globals';
import { choiceOf, isSame, switched } from '../../../tab/notifications/choice.ts';
import { figuresOf, isMoving, reasonKeyOf } from '../../../tab/notifications/states.ts';

describe('A notification', () => {
  test('is looked at again while it goes out, and not while it waits for a later try', () => {
    expect(isMoving({ state: 'sending', tries: 1 })).toBe(true);
    expect(isMoving({ state: 'waiting', tries: 0 })).toBe(true);
    expect(isMoving({ state: 'waiting', tries: 2 })).toBe(false);
    expect(isMoving({ state: 'delivered', tries: 1 })).toBe(false);
  });

  test('has words for its reason, also for one of a newer service', () => {
    expect(reasonKeyOf(null)).toBeNull();
    expect(reasonKeyOf('no-address')).toBe('no-address');
    expect(reasonKeyOf('struck-by-lightning')).toBe('other');
  });

  test('tells the figures that it has', () => {
    expect(figuresOf({ threshold: 75, used: 3 })).toEqual({ share: 0.75, days: 0 });
    expect(figuresOf({ daysLeft: 7, reason: 'limit' })).toEqual({ share: 0, days: 7 });
    expect(figuresOf({ daysLeft: '7' })).toEqual({ share: 0, days: 0 });
  });
});

describe('What somebody wants to be told', () => {
  const preferences = {
    language: null,
    kinds: [
      { kind: 'term-ends', on: false, canBeOff: true },
      { kind: 'window-closed', on: true, canBeOff: true },
      { kind: 'limit-reached', on: true, canBeOff: false },
    ],
  } as const;

  test('is switched kind by kind, and what cannot be off is never sent as off', () => {
    const choice = choiceOf({ ...preferences, kinds: [...preferences.kinds] });
    expect(choice).toEqual({ language: null, off: ['term-ends'] });
    const both = switched(choice, 'window-closed', false);
    expect(both.off).toEqual(['term-ends', 'window-closed']);
    expect(isSame(switched(both, 'window-closed', true), choice)).toBe(true);
    expect(isSame(both, choice)).toBe(false);
    expect(isSame({ ...choice, language: 'nl' }, choice)).toBe(false);
  });
});
