import { describe, expect, test } from '@jest/globals';
import type { CustomerUser, RestorationsPreview } from '../../../tab/customers/answers.ts';
import { freedBy } from '../../../tab/customers/deletion.ts';
import {
  changesOf,
  draftOf,
  emptyDraft,
  faultsInDraft,
  inDomain,
  newUserOf,
  nextDraft,
  withNames,
} from '../../../tab/customers/draft.ts';
import { isWholly, statesOf } from '../../../tab/customers/entries.ts';
import { userFilterFrom, userParamsOf, userQueryOf } from '../../../tab/customers/filter.ts';
import {
  askedChanges,
  asksForNothing,
  inheritedBy,
  mayChoosePlans,
  plansOffAtFirst,
  withoutLocation,
} from '../../../tab/customers/licence-draft.ts';
import { locationName } from '../../../tab/customers/locations.ts';
import { askedRestorations, isOutdated, withOffered } from '../../../tab/customers/restoration.ts';
import { allowedOf, mayAll } from '../../../tab/customers/standing.ts';

type Held = CustomerUser['licences'][number];

const held = (skuId: string, more: Partial<Held> = {}): Held => ({
  ...{ skuId, name: skuId, via: 'direct', groupIds: [], disabledPlans: [], problem: null },
  ...more,
});

const user = (id: string, more: Partial<CustomerUser> = {}): CustomerUser => ({
  ...{ id, displayName: 'Ada Byron', firstName: 'Ada', lastName: 'Byron', mail: null },
  ...{ userName: 'ada@a.example', enabled: true, guest: false, synced: false, admin: false },
  ...{ usageLocation: 'SE', createdAt: null, licences: [] },
  ...more,
});

describe('A user who is typed', () => {
  test('PC-10: is called by first and last name until somebody writes another display name', () => {
    const ada = withNames(withNames(emptyDraft('a.example'), { firstName: 'Ada' }), {
      lastName: 'Byron',
    });
    expect(ada.displayName).toBe('Ada Byron');
    const own = withNames({ ...ada, displayName: 'The Countess' }, { lastName: 'Lovelace' });
    expect(own.displayName).toBe('The Countess');
  });

  test('is told what is missing once somebody has tried, and what is wrong at once', () => {
    expect(faultsInDraft(emptyDraft('a.example'), false)).toEqual({});
    expect(faultsInDraft(emptyDraft('a.example'), true)).toEqual({
      displayName: 'missing',
      userName: 'missing',
    });
    for (const localPart of ['a b', '.ada', 'ada.', 'a..b', 'å', 'a&b']) {
      const draft = { ...emptyDraft('a.example'), localPart };
      expect([localPart, faultsInDraft(draft, false)]).toEqual([
        localPart,
        { userName: 'characters' },
      ]);
    }
    const odd = { ...emptyDraft('a.example'), localPart: "o'brien_#1!^~", displayName: 'O' };
    expect(faultsInDraft(odd, true)).toEqual({});
  });

  test('ends in the first domain once it is known, and in another where that was chosen', () => {
    expect(inDomain(emptyDraft(''), 'a.example').domain).toBe('a.example');
    expect(inDomain(emptyDraft('b.example'), 'a.example').domain).toBe('b.example');
    expect(inDomain(emptyDraft('')).domain).toBe('');
  });

  test('is sent without what was left empty, and the next one is where this one was', () => {
    const draft = { ...emptyDraft('a.example'), displayName: ' Bo ', localPart: 'bo' };
    expect(newUserOf(draft, ['s1'])).toEqual({
      displayName: 'Bo',
      userName: 'bo@a.example',
      licences: [{ skuId: 's1', disabledPlans: [] }],
      permissions: ['licences-and-services'],
    });
    expect(newUserOf(draft, [], 'user-administrator').permissions).toEqual([
      'licences-and-services',
      'user-administrator',
    ]);
    expect(nextDraft({ ...draft, location: 'SE' })).toEqual({
      ...emptyDraft('a.example'),
      location: 'SE',
    });
  });
});

describe('A user who is changed', () => {
  test('has only that sent which is otherwise', () => {
    const ada = user('1');
    expect(changesOf(ada, draftOf(ada))).toEqual({});
    const draft = { ...draftOf(ada), lastName: ' ', localPart: 'ada.b', enabled: false };
    expect(changesOf(ada, draft)).toEqual({
      lastName: null,
      userName: 'ada.b@a.example',
      enabled: false,
    });
    expect(changesOf(ada, { ...draftOf(ada), location: '' })).toEqual({});
    expect(changesOf(ada, { ...draftOf(ada), location: 'NL' })).toEqual({ usageLocation: 'NL' });
  });
});

describe('A change of licences', () => {
  const users = [
    user('1', { licences: [held('a', { disabledPlans: ['p', 'q'] })] }),
    user('2', {
      usageLocation: null,
      licences: [held('a', { disabledPlans: ['q'] }), held('b', { via: 'group' })],
    }),
  ];

  test('asks for what is wished and for other plans, and leaves the rest alone', () => {
    const wishes = new Map([
      ['b', 'remove'],
      ['c', 'assign'],
    ] as const);
    const plans = new Map([
      ['a', ['p']],
      ['b', ['x']],
      ['c', ['y']],
    ]);
    expect(askedChanges(users, wishes, plans, 'SE')).toEqual({
      userIds: ['1', '2'],
      add: [
        { skuId: 'c', disabledPlans: ['y'] },
        { skuId: 'a', disabledPlans: ['p'] },
      ],
      remove: ['b'],
      usageLocation: 'SE',
    });
    const nothing = askedChanges(users, new Map(), new Map([['b', ['x']]]), '');
    expect(asksForNothing(nothing)).toBe(true);
  });

  test('C-3: knows who has it by a group, who has no location, and which plans are off for all', () => {
    expect([inheritedBy('b', users), inheritedBy('a', users)]).toEqual([1, 0]);
    expect(withoutLocation(users)).toBe(1);
    expect(plansOffAtFirst({ skuId: 'a' }, users)).toEqual(['q']);
    expect(plansOffAtFirst({ skuId: 'z' }, users)).toEqual([]);
  });

  test('PC-22: plans are chosen where everybody has the product or is to have it', () => {
    expect(mayChoosePlans('full', undefined)).toBe(true);
    expect(mayChoosePlans('half', 'assign')).toBe(true);
    expect(mayChoosePlans('half', undefined)).toBe(false);
    expect(mayChoosePlans('full', 'remove')).toBe(false);
  });
});

describe('Users who come back', () => {
  const clash = (userId: string, offered: string | null): RestorationsPreview['users'][number] => ({
    ...{ userId, displayName: null, userName: null, problem: null, licences: [] },
    ...{ outcome: 'clash', offeredUserName: offered, licencesKnown: true },
  });
  const preview = { users: [clash('2', 'bo2@a.example')], products: [] } as const;

  test('C-5: get the names that are offered, and are asked for in the order chosen', () => {
    const names = withOffered(new Map([['1', 'ada.x@a.example']]), {
      ...preview,
      users: [...preview.users],
      products: [],
      counts: { will: 0, clash: 1, refused: 0 },
    });
    expect(askedRestorations(['2', '1', '3'], names).users).toEqual([
      { userId: '2', newUserName: 'bo2@a.example' },
      { userId: '1', newUserName: 'ada.x@a.example' },
      { userId: '3' },
    ]);
    expect(isOutdated(new Map(), names)).toBe(true);
    expect(isOutdated(names, new Map([...names].toReversed()))).toBe(false);
  });
});

describe('What is told', () => {
  const counts = {
    ...{ planned: 0, begun: 0, done: 3, partly: 0 },
    ...{ refused: 2, unknown: 1, skipped: 0 },
  };

  test('of a bulk act begins with what asks for somebody', () => {
    expect(statesOf(counts)).toEqual([
      { state: 'refused', count: 2 },
      { state: 'unknown', count: 1 },
      { state: 'done', count: 3 },
    ]);
    expect(isWholly({ counts, total: 6 })).toBe(false);
    expect(isWholly({ counts: { ...counts, refused: 0, unknown: 0 }, total: 3 })).toBe(true);
  });

  test('PC-36: of a deletion is what becomes free, the most first', () => {
    const e1 = { skuId: 'e1', name: 'E1' };
    const e3 = { skuId: 'e3', name: 'E3' };
    expect(freedBy([{ licences: [e1] }, { licences: [e3, e1] }])).toEqual([
      { ...e1, count: 2 },
      { ...e3, count: 1 },
    ]);
  });

  test('of a place is its name, or its letters where it is none', () => {
    expect(locationName('SE', 'de')).toBe('Schweden');
    expect(locationName('1A', 'en')).toBe('1A');
  });

  test('PC-2: of the roles is what they allow', () => {
    const may = {
      ...{ readUsers: true, createUsers: false, editUsers: false, resetPasswords: false },
      ...{ deleteUsers: false, restoreUsers: false, manageLicences: true },
      grantRoles: false,
    };
    expect(allowedOf(may)).toEqual(['readUsers', 'manageLicences']);
    expect(mayAll(may)).toBe(false);
  });
});

describe('Which users are shown', () => {
  test('PC-20: stands in the address; one condition beside the search', () => {
    const params = new URLSearchParams('search=ada&show=unlicensed&product=x');
    expect(userFilterFrom(params)).toEqual({ search: 'ada', kind: 'unlicensed', skuId: null });
    const byProduct = userFilterFrom(new URLSearchParams('show=nobody&product=x'));
    expect(userParamsOf(byProduct).toString()).toBe('product=x');
    expect(userQueryOf({ search: ' ', kind: 'guests', skuId: null })).toEqual({ filter: 'guests' });
  });
});
