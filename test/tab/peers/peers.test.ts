import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../tab/api-error.ts';
import { deletedGiven, deletedReceived } from '../../../tab/peers/deletion.ts';
import {
  askOf,
  changeOf,
  draftOf,
  faultsIn,
  isChange,
  openLinkTo,
  refusedIn,
  seatsIn,
  type Draft,
} from '../../../tab/peers/request.ts';
import { fateOf, standingOf, type Request } from '../../../tab/peers/standing.ts';
import type { Peer, Subscription } from '../../../tab/peers/answers.ts';

const AT = '2026-01-01T00:00:00.000Z';
const NOTHING = { training: false, users: false };

const wanted: Request = {
  ...{ isChange: false, seats: 5, permissions: NOTHING, adminEmail: 'ada@fabrikam.com' },
  ...{ requestedAt: AT, adminLost: false },
};

const link = (more: Partial<Peer> = {}): Peer => ({
  ...{ id: 'a', direction: 'given', subdomain: 'fabrikam', state: 'accepted' },
  ...{ seats: 20, seatsUsed: 3, reserved: 0, permissions: NOTHING, consent: false, request: null },
  may: {
    ...{ decide: false, withdraw: false, delete: true, consent: false, share: true },
    ...{ trainingReports: false, userReport: false },
  },
  ...{ catalogs: [], requestedAt: AT, decidedAt: AT, endedAt: null, endedBy: null },
  ...more,
});

const draft = (more: Partial<Draft> = {}): Draft => ({
  ...{ subdomain: 'fabrikam', adminEmail: 'ada@fabrikam.com', seats: '5' },
  ...{ training: false, users: false, ...more },
});

describe('The form of a request', () => {
  test('PA-2 asks for nothing by itself, and does not need seats', () => {
    expect(draftOf(null)).toMatchObject({ seats: '', training: false, users: false });
    expect(faultsIn(draft({ seats: '', training: true }), true)).toEqual({});
    expect(askOf(draft({ seats: ' ', users: true })).seats).toBe(0);
  });

  test('reads whole numbers of seats, and nothing else', () => {
    expect(['', ' 7 ', '0', '1000000'].map(seatsIn)).toEqual([0, 7, 0, 1_000_000]);
    for (const wrong of ['-1', '1.5', '1,5', 'ten', '1e3', '1000001', '99999999999']) {
      expect([wrong, seatsIn(wrong)]).toEqual([wrong, null]);
    }
    expect(faultsIn(draft({ seats: '-1' }), false)).toEqual({ seats: 'no-number' });
  });

  test('P-5 tells what is missing once it was sent: fields, and a request for nothing', () => {
    const empty = draft({ subdomain: ' ', adminEmail: '', seats: '0' });
    expect(faultsIn(empty, false)).toEqual({});
    expect(faultsIn(empty, true)).toEqual({
      ...{ subdomain: 'empty', adminEmail: 'empty', seats: 'nothing-asked' },
    });
    expect(faultsIn(draft({ adminEmail: 'ada' }), true)).toEqual({ adminEmail: 'no-address' });
    // P-8: nobody decides what is only less.
    expect(faultsIn(draft({ adminEmail: '' }), true, false)).toEqual({});
    expect(askOf(draft({}), false)).not.toHaveProperty('adminEmail');
  });

  test('PA-3, P-8 finds the link to which a subdomain or a pasted address leads', () => {
    const given = [link({ id: 'old', state: 'deleted' }), link(), link({ subdomain: '3m' })];
    for (const typed of [
      ...['fabrikam', ' Fabrikam ', 'https://headcount.example/fabrikam?x=1'],
      ...['fabrikam.headcount.example', 'http://fabrikam.headcount.example:443/peers'],
    ]) {
      expect([typed, openLinkTo(typed, given)?.id]).toEqual([typed, 'a']);
    }
    expect(openLinkTo('3m.headcount.example', given)?.subdomain).toBe('3m');
    expect(openLinkTo('', given)).toBeNull();
    expect(openLinkTo('northwind', given)).toBeNull();
  });

  test('P-8 says what acts at once and what is to be decided', () => {
    const live = link({ permissions: { training: true, users: false } });
    expect(changeOf(live, draft({ seats: '15', users: true }))).toEqual({
      ...{ seatsFewer: 5, seatsMore: 0, dropped: ['training'], asked: ['users'] },
    });
    expect(changeOf(live, draft({ seats: '22', training: true })).seatsMore).toBe(2);
    expect(isChange(changeOf(live, draftOf(live)))).toBe(false);
  });

  test('knows what the API says of which field, in words of its own where it has them', () => {
    const error = (code: string, path: string, more = {}): ApiError =>
      new ApiError({
        ...{ status: 400, code: 'invalid-input', detail: '' },
        errors: [{ path, code, message: 'As the API says.' }],
        ...more,
      });
    expect(refusedIn(error('own-subdomain', '/subdomain'))).toMatchObject([
      { field: 'subdomain', fault: 'own-subdomain' },
    ]);
    expect(refusedIn(error('too_big', '/subdomain'))).toMatchObject([
      { field: 'subdomain', fault: null, message: 'As the API says.' },
    ]);
    const facts = { available: 7 };
    const over = error('seats-not-available', '/seats', { code: 'seats-not-available', facts });
    expect(refusedIn(over)).toMatchObject([{ fault: 'seats-not-available', available: 7 }]);
    expect(refusedIn(error('own-subdomain', '/subdomain', { code: 'busy' }))).toEqual([]);
  });
});

describe('A link', () => {
  test('stands as the API says, or waits for somebody', () => {
    expect(standingOf(link())).toBe('accepted');
    expect(standingOf(link({ request: wanted }))).toBe('changing');
    const pending = link({ state: 'pending', request: wanted });
    expect(standingOf(pending)).toBe('pending');
    expect(standingOf({ ...pending, may: { ...pending.may, decide: true } })).toBe('to-decide');
    expect(standingOf({ ...pending, request: { ...wanted, adminLost: true } })).toBe('admin-lost');
  });

  test('tells what became of a request that somebody looks at', () => {
    expect(fateOf(wanted, link({ state: 'pending', request: wanted }))).toBe('open');
    const other = { ...wanted, requestedAt: '2026-01-02T00:00:00.000Z' };
    expect(fateOf(wanted, link({ request: other }))).toBe('replaced');
    for (const state of ['accepted', 'rejected', 'withdrawn', 'deleted'] as const) {
      expect(fateOf(wanted, link({ state }))).toBe(state);
    }
  });

  test('P-8 tells of a change whether it was made', () => {
    const change = { ...wanted, isChange: true, seats: 25 };
    expect(fateOf(change, link({ seats: 25 }))).toBe('accepted');
    expect(fateOf(change, link({ seats: 20 }))).toBe('closed');
    expect(fateOf(change, link({ state: 'deleted' }))).toBe('deleted');
  });
});

describe('Deleting several links', () => {
  const preview = (seats: number, over = 0) => ({
    ...{ seats, over, becomesInactive: false, endsTrainingReports: false, endsUserReport: false },
  });
  const own = (more: Partial<Subscription['seats']>) => ({
    plan: 'seats' as const,
    account: { state: 'Active' as const, reason: null, subdomain: 'contoso', region: 'eu' },
    seats: {
      ...{ purchased: 5, received: 5, shared: 0, reserved: 0, capacity: 10, used: 8 },
      ...{ remaining: 2, availableForSharing: 0, freeing: 0, ...more },
    },
  });

  test('takes from each of the accounts that have the seats', () => {
    expect(deletedGiven([preview(3, 1), preview(2)])).toEqual({ seats: 5, over: 1, inactive: 0 });
  });

  test('takes from the own account all of them together, so that together they count', () => {
    expect(deletedReceived([preview(3, 1), preview(2)], own({}))).toEqual({
      ...{ seats: 5, over: 3, inactive: 0 },
    });
  });

  test('P-7 leaves an account that has received seats alone without any', () => {
    const received = own({ purchased: 0, received: 5, capacity: 5, used: 4 });
    expect(deletedReceived([preview(3, 2), preview(2, 1)], received)).toEqual({
      ...{ seats: 5, over: 4, inactive: 1 },
    });
    expect(deletedReceived([preview(3, 2)], received).inactive).toBe(0);
  });
});
