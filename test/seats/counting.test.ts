import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../api/kernel/time.ts';
import {
  isNewsOfActivity,
  judge,
  NOTHING_YET,
  type PersonFacts,
} from '../../api/seats/rules/counting.ts';
import { explain } from '../../api/seats/rules/explanation.ts';
import type { Enrolment } from '../../api/seats/rules/person.ts';

const CATALOG = 'c0000000-0000-4000-8000-000000000001';
const OTHER = 'c0000000-0000-4000-8000-000000000002';
const AT = Date.parse('2026-03-01T00:00:00Z');

const someone = (over: Partial<PersonFacts> = {}): PersonFacts => ({
  personId: 'a0000000-0000-4000-8000-000000000001',
  displayName: 'Ann Example',
  nameKey: 'ann example',
  userName: 'ann@example.test',
  mail: null,
  guest: false,
  account: 'enabled',
  ...NOTHING_YET,
  generation: 1,
  page: 1,
  ...over,
});
const onList = (live: number) => ({ listedAt: AT, sources: ['direct' as const], live });
const enrolled = (live = 1): Partial<PersonFacts> => ({ catalogs: { [CATALOG]: onList(live) } });

const cases: [behaviour: string, facts: Partial<PersonFacts>, standing: string][] = [
  ['L-1 enrolled in one course', enrolled(), 'counted'],
  [
    'L-2 enrolled in several',
    { catalogs: { [CATALOG]: onList(3), [OTHER]: onList(1) } },
    'counted',
  ],
  ['L-3 only an administrator', {}, 'no-enrolment'],
  ['L-6 Flow account activated, enrolled in nothing', { flowSince: AT }, 'counted'],
  ['L-6 Flow user without directory account', { account: 'none', flowSince: AT }, 'counted'],
  ['L-6 invited Flow user', { account: 'none' }, 'no-enrolment'],
  ['S-1 inactive Flow user, enrolled', { account: 'none', ...enrolled() }, 'no-enrolment'],
  ['L-7 removed entirely', { removedAt: AT, ...enrolled() }, 'removed'],
  ['L-7 disabled', { account: 'disabled', ...enrolled() }, 'disabled'],
  ['L-7 deleted', { account: 'deleted', deletedAt: AT, ...enrolled() }, 'deleted'],
  ['L-17 purged', { account: 'purged', deletedAt: AT, ...enrolled() }, 'deleted'],
  ['L-9 on a list only', enrolled(0), 'no-enrolment'],
  ['L-12 deleted with an active Flow account', { account: 'deleted', flowSince: AT }, 'deleted'],
  ['L-16 invited guest', { guest: true }, 'no-enrolment'],
  ['L-16 enrolled guest', { guest: true, ...enrolled() }, 'counted'],
];

describe('who counts', () => {
  test.each(cases)('%s', (_behaviour, facts, standing) => {
    const person = judge(someone(facts), null, AT);
    expect(person.standing).toBe(standing);
    expect(person.counted).toBe(standing === 'counted');
    expect(person.countedSince).toBe(standing === 'counted' ? AT : null);
  });

  test('L-20 counts again, from now on, when the account is enabled again', () => {
    const before = judge(someone({ account: 'disabled', ...enrolled() }), null, AT);
    const after = judge({ ...before, account: 'enabled' }, before, AT + 1);
    expect(after).toMatchObject({ counted: true, countedSince: AT + 1 });
  });

  test('keeps the day since when it counts while it goes on counting', () => {
    const before = judge(someone(enrolled()), null, AT);
    expect(judge({ ...before, ...enrolled(2) }, before, AT + 1).countedSince).toBe(AT);
  });

  test('is idle since it counts, or since it was last active; whoever does not count is not idle', () => {
    const before = judge(someone(enrolled()), null, AT);
    expect(before.idleSince).toBe(AT);
    const active = judge({ ...before, lastActiveAt: AT + DAY_MS }, before, AT + 2 * DAY_MS);
    expect(active.idleSince).toBe(AT + DAY_MS);
    const disabled = judge({ ...active, account: 'disabled' }, active, AT + 3 * DAY_MS);
    expect(disabled.idleSince).toBeNull();
    const again = judge({ ...disabled, account: 'enabled' }, disabled, AT + 4 * DAY_MS);
    expect(again.idleSince).toBe(AT + 4 * DAY_MS);
  });

  test('an activity is written down where it is a day later than the one before', () => {
    expect(isNewsOfActivity({ lastActiveAt: null }, AT)).toBe(true);
    expect(isNewsOfActivity({ lastActiveAt: AT }, AT + DAY_MS - 1)).toBe(false);
    expect(isNewsOfActivity({ lastActiveAt: AT }, AT + DAY_MS)).toBe(true);
    expect(isNewsOfActivity({ lastActiveAt: AT }, AT - DAY_MS)).toBe(false);
  });

  test('S-5 the enrolments of a deleted person fall due 30 x 24 h after the deletion', () => {
    const facts = someone({ account: 'deleted', deletedAt: AT, ...enrolled() });
    expect(judge(facts, null, AT).dueAt).toBe(Date.parse('2026-03-31T00:00:00Z'));
  });
});

describe('the explanation of a seat', () => {
  const enrolment = (over: Partial<Enrolment>): Enrolment => ({
    trainingId: 'e0000000-0000-4000-8000-000000000001',
    personId: someone().personId,
    catalogId: CATALOG,
    live: true,
    sources: ['direct'],
    enrolledAt: AT,
    endsOn: null,
    endedAt: null,
    actId: 'x',
    ...over,
  });
  const all = (): boolean => true;

  test('names each source of each live enrolment and every way to free the seat', () => {
    const person = judge(someone(enrolled()), null, AT);
    const two = enrolment({ sources: ['direct', 'group:f0000000-0000-4000-8000-000000000001'] });
    const explanation = explain(person, [two, enrolment({ live: false })], all);
    expect(explanation.because).toHaveLength(2);
    expect(explanation.because[1]).toMatchObject({
      groupId: 'f0000000-0000-4000-8000-000000000001',
    });
    expect(explanation.blockedBy).toEqual([]);
    expect(explanation.freedBy.map(({ code }) => code)).toEqual([
      'end-everything',
      'remove-entirely',
      'disable-account',
    ]);
  });

  test('A-3 tells enrolments in other catalogs as one, without names', () => {
    const person = judge(
      someone({ catalogs: { [CATALOG]: onList(1), [OTHER]: onList(2) } }),
      null,
      AT,
    );
    const there = { catalogId: OTHER, enrolledAt: AT - 5 };
    const explanation = explain(
      person,
      [enrolment({}), enrolment(there), enrolment({ ...there, enrolledAt: AT - 9 })],
      (catalogId) => catalogId === CATALOG,
    );
    expect(explanation.because).toEqual([
      expect.objectContaining({ code: 'enrolment', catalogId: CATALOG }),
      { code: 'elsewhere', since: AT - 9 },
    ]);
  });

  test('names every obstacle of somebody who does not count', () => {
    const person = judge(someone({ account: 'disabled', removedAt: AT }), null, AT);
    expect(explain(person, [], all)).toMatchObject({
      counted: false,
      blockedBy: ['removed', 'disabled', 'no-enrolment'],
      freedBy: [],
    });
  });
});
