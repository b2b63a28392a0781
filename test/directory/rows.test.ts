import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyNews, applyTruth, newsByUser, type Mark } from '../../api/directory/rules/rows.ts';
import type { UserRow, UserTruth } from '../../api/kernel/directory.ts';
import { judge } from '../../api/seats/rules/counting.ts';
import type { Person } from '../../api/seats/rules/person.ts';

const ID = 'aaaaaaaa-0000-4000-8000-000000000001';
const MARK: Mark = { generation: 2, page: 5 };

const row = (said: Partial<UserRow> = {}): UserRow => ({ id: ID, ...said });
const newsOf = (...rows: UserRow[]) => {
  const news = newsByUser(rows).get(ID);
  if (news === undefined) throw new Error('no news');
  return news;
};
const known = (said: Partial<Person> = {}): Person => {
  const made = applyNews(null, newsOf(row({ enabled: true, displayName: 'Ana Çelik' })), {
    generation: 1,
    page: 1,
  });
  if (!('facts' in made)) throw new Error('not made');
  return { ...judge(made.facts, null, 0), ...said };
};

describe('what a page says of a user', () => {
  test('somebody new is taken with everything that is known', () => {
    const applied = applyNews(
      null,
      newsOf(row({ enabled: false, displayName: 'Ana Çelik' })),
      MARK,
    );
    expect(applied).toMatchObject({
      outcome: 'new',
      facts: { account: 'disabled', displayName: 'Ana Çelik', nameKey: 'ana celik', ...MARK },
    });
  });

  test('somebody new of whom it is not said whether the account is enabled is asked about', () => {
    expect(applyNews(null, newsOf(row()), MARK).outcome).toBe('ask');
  });

  test.each(['changed', 'deleted'] as const)(
    'somebody unknown who is %s is left alone',
    (removed) => {
      expect(applyNews(null, newsOf(row({ removed })), MARK).outcome).toBe('ignored');
    },
  );

  test('keys that are not there leave what is held', () => {
    const applied = applyNews(known({ mail: 'a@b.c' }), newsOf(row({ enabled: true })), MARK);
    expect(applied).toMatchObject({
      outcome: 'same-account',
      facts: { mail: 'a@b.c', displayName: 'Ana Çelik' },
    });
  });

  test('an emptied value is taken as empty', () => {
    const said = newsOf(row({ enabled: true, mail: null }));
    expect(applyNews(known({ mail: 'a@b.c' }), said, MARK)).toMatchObject({
      facts: { mail: null },
    });
  });

  test.each<[string, Partial<Person>, Partial<UserRow>]>([
    ['an account that would be disabled', {}, { enabled: false }],
    ['an account that would be enabled', { account: 'disabled' }, { enabled: true }],
    ['an account that would be deleted', {}, { removed: 'changed' }],
    ['an account that would be purged', { account: 'deleted' }, { removed: 'deleted' }],
    ['an account that would be restored', { account: 'deleted' }, { enabled: true }],
    ['an account of which it is not said', {}, { displayName: 'Other' }],
  ])('%s is asked about: the row may be long past', (_, before, said) => {
    expect(applyNews(known(before), newsOf(row(said)), MARK).outcome).toBe('ask');
  });

  test('two rows that differ, one of them without the key, are asked about', () => {
    const one = row({ enabled: true, displayName: 'A' });
    expect(applyNews(known(), newsOf(one, one), MARK).outcome).toBe('same-account');
    expect(applyNews(known(), newsOf(one, row({ displayName: 'A' })), MARK).outcome).toBe('ask');
    expect(applyNews(known(), newsOf(one, { ...one, enabled: false }), MARK).outcome).toBe('ask');
  });

  test('an older page changes nothing', () => {
    const later = known({ generation: 2, page: 6 });
    expect(applyNews(later, newsOf(row({ enabled: false })), MARK).outcome).toBe('ignored');
  });
});

describe('what the directory itself says of a user', () => {
  test('a deletion has its date, and a purge keeps it', () => {
    const deleted = applyTruth(known(), { state: 'deleted', deletedAt: 77 }, undefined, MARK, 99);
    expect(deleted).toMatchObject({ outcome: 'other-account', facts: { deletedAt: 77 } });
    const gone = { ...known(), account: 'deleted' as const, deletedAt: 77 };
    expect(applyTruth(gone, { state: 'absent' }, undefined, MARK, 99)).toMatchObject({
      facts: { account: 'purged', deletedAt: 77 },
    });
    expect(applyTruth(known(), { state: 'absent' }, undefined, MARK, 99)).toMatchObject({
      facts: { account: 'purged', deletedAt: 99 },
    });
  });

  test('whoever is restored has no date of deletion', () => {
    const gone = known({ account: 'deleted', deletedAt: 77 });
    const truth: UserTruth = { state: 'alive', row: row({ enabled: true }) };
    expect(applyTruth(gone, truth, undefined, MARK, 99)).toMatchObject({
      facts: { account: 'enabled', deletedAt: null },
    });
  });

  test('without a mark a known person keeps the own one, and nobody is new', () => {
    const truth: UserTruth = { state: 'alive', row: row({ enabled: false }) };
    expect(applyTruth(null, truth, undefined, null, 0).outcome).toBe('ignored');
    expect(applyTruth(known(), truth, undefined, null, 0)).toMatchObject({
      facts: { account: 'disabled', generation: 1, page: 1 },
    });
  });
});

describe('laws', () => {
  const rows = fc.record(
    {
      id: fc.constant(ID),
      enabled: fc.boolean(),
      displayName: fc.constantFrom('A', 'B', null),
      mail: fc.constantFrom('a@b.c', null),
    },
    { requiredKeys: ['id'] },
  ) as fc.Arbitrary<UserRow>;

  test('applying a page twice is applying it once', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (page) => {
        const once = applyNews(known(), newsOf(...page), MARK);
        if (!('facts' in once)) return;
        const person = judge(once.facts, known(), 0);
        const twice = applyNews(person, newsOf(...page), MARK);
        expect('facts' in twice ? judge(twice.facts, person, 0) : null).toEqual(person);
      }),
    );
  });

  test('no page by itself changes how a known account stands', () => {
    fc.assert(
      fc.property(
        fc.array(rows, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('enabled', 'disabled', 'deleted', 'purged'),
        (page, account) => {
          const applied = applyNews(known({ account }), newsOf(...page), MARK);
          expect('facts' in applied ? applied.facts.account : account).toBe(account);
        },
      ),
    );
  });
});
