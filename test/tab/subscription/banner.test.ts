import { describe, expect, test } from '@jest/globals';
import { bannersOf, bannerToShow, dismissalOf } from '../../../tab/subscription/banner.ts';

const ACTIVE = { state: 'Active', reason: null, subdomain: 'contoso', region: 'US' } as const;

const window = (reason: 'limit' | 'expired', closesAt: string, daysLeft: number) => ({
  ...{ reason, closesAt, daysLeft },
  openedAt: '2026-01-01T00:00:00Z',
});
const EARLY = window('expired', '2026-01-10T00:00:00Z', 3);
const LATE = window('limit', '2026-01-14T00:00:00Z', 7);

describe('A banner', () => {
  test('is not there while nothing is wrong', () => {
    const banners = bannersOf({ account: ACTIVE, learning: 'open', graces: [] });
    expect(bannerToShow(banners, new Set())).toBeNull();
  });

  test('tells what is closed before what closes, and what closes first before the rest', () => {
    const graces = [LATE, EARLY];
    expect(bannersOf({ account: ACTIVE, learning: 'stopped', graces })).toMatchObject([
      { kind: 'stopped' },
      { kind: 'grace', reason: 'expired' },
      { kind: 'grace', reason: 'limit' },
    ]);
  });

  test('of an inactive account tells the reason and nothing else', () => {
    const account = { ...ACTIVE, state: 'Inactive', reason: 'moved' } as const;
    expect(bannersOf({ account, learning: 'stopped', graces: [LATE] })).toEqual([
      { kind: 'inactive', reason: 'moved' },
    ]);
    const newer = { ...account, reason: 'from-a-newer-service' };
    expect(bannersOf({ account: newer, learning: 'stopped', graces: [] })).toEqual([
      { kind: 'inactive', reason: 'other' },
    ]);
  });

  test('of a window is put away for that day, and then the next one is shown', () => {
    const banners = bannersOf({ account: ACTIVE, learning: 'open', graces: [EARLY, LATE] });
    const first = bannerToShow(banners, new Set());
    expect(first).toMatchObject({ reason: 'expired' });
    const dismissed = new Set([first === null ? '' : (dismissalOf(first) ?? '')]);
    expect(bannerToShow(banners, dismissed)).toMatchObject({ reason: 'limit' });
    const tomorrow = bannersOf({
      ...{ account: ACTIVE, learning: 'open' },
      graces: [{ ...EARLY, daysLeft: 2 }],
    });
    expect(bannerToShow(tomorrow, dismissed)).toMatchObject({ daysLeft: 2 });
  });

  test('that says what is refused cannot be put away', () => {
    expect(dismissalOf({ kind: 'stopped' })).toBeNull();
    expect(dismissalOf({ kind: 'no-new-seats' })).toBeNull();
    expect(dismissalOf({ kind: 'inactive', reason: 'expired' })).toBeNull();
  });
});
