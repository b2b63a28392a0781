import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { REFUSALS } from '../../../api/kernel/customers.ts';
import { factsIn } from '../../../api/customers/rules/plans/facts.ts';
import { userNameFault } from '../../../api/customers/rules/user-names.ts';
import { ApiError } from '../../../tab/api-error.ts';
import {
  actRefusalOf,
  FACTS,
  faultsOf,
  fieldRefusals,
  refusalKeyOf,
} from '../../../tab/customers/refusals.ts';
import { LANGUAGES, type Language } from '../../../tab/language.ts';

const ROOT = new URL('../../../', import.meta.url);

type Texts = Readonly<Record<'refusal' | 'refusalOf', Readonly<Record<string, string>>>>;

const textsIn = (language: Language): Texts =>
  JSON.parse(
    readFileSync(new URL(`tab/locales/${language}/customerActs.json`, ROOT), 'utf8'),
  ) as Texts;

/** The sources of what is done at customers. */
const sources = [
  'api/imports/actions/scan.ts',
  ...readdirSync(new URL('api/customers/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `api/customers/${name}`),
].map((path) => readFileSync(new URL(path, ROOT), 'utf8'));

/** What is no refusal that a person is shown by its code. */
const NOT_SHOWN = new Set([
  // A repeat of a request is answered so; the tab has words of its own.
  'secret-already-shown',
  // What is wrong with a licence that somebody has.
  'subscription-disabled',
]);

/** The codes of the directory's refusals, as the port names them. */
const portCodes = (): string[] => {
  const port = readFileSync(new URL('api/ports/customer-writes.ts', ROOT), 'utf8');
  const [, union = ''] = /export type WriteRefusal =([^;]+);/.exec(port) ?? [];
  return [...union.matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code);
};

describe('The words for refusals', () => {
  test('are there for every code that the rules, the directory, jobs and imports can name', () => {
    const named = sources.flatMap((source) =>
      [
        ...source.matchAll(/\bcode: '([a-z-]+)'/g),
        ...source.matchAll(/\binvalid\(\s*['`][^'`]*['`],\s*'([a-z\d-]+)'/g),
      ].map(([, code = '']) => code),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(portCodes().length).toBeGreaterThan(15);
    const known = new Set<string>(REFUSALS);
    const unknown = [...named, ...portCodes()].filter(
      (code) => !known.has(code) && !NOT_SHOWN.has(code),
    );
    expect(unknown).toEqual([]);
  });

  test.each(LANGUAGES)('are of the reader’s language alone: %s', (language) => {
    const { refusal } = textsIn(language);
    expect(Object.keys(refusal).sort()).toEqual([...REFUSALS, 'other'].sort());
    // The directory's own words stand in one, which says whose they are; an unknown code has nothing else.
    const withDetail = Object.keys(refusal).filter((code) => refusal[code]?.includes('{{'));
    expect(withDetail.sort()).toEqual(['other', 'refused']);
  });

  test.each(LANGUAGES)('name what each refusal speaks of: %s', (language) => {
    const { refusalOf } = textsIn(language);
    expect(Object.keys(refusalOf).sort()).toEqual(Object.keys(FACTS).sort());
    for (const [code, text] of Object.entries(refusalOf)) {
      const places = [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name);
      const facts = Object.entries(FACTS).find(([key]) => key === code)?.[1];
      expect([code, [...new Set(places)].sort()]).toEqual([code, facts?.toSorted()]);
    }
  });

  test('name things only where the refusal does, and tell what is new as the server does', () => {
    expect(refusalKeyOf({ code: 'no-licence-left' })).toBe('refusal.no-licence-left');
    expect(refusalKeyOf({ code: 'no-licence-left', facts: { product: 'E3' } })).toBe(
      'refusalOf.no-licence-left',
    );
    expect(refusalKeyOf({ code: 'last-admin' })).toBe('refusal.last-admin');
    expect(refusalKeyOf({ code: 'toString' })).toBe('refusal.other');
  });

  test.each([
    ['ada', 'user-name-malformed'],
    ['a&b@northwind.example', 'user-name-characters'],
    [`${'a'.repeat(65)}@northwind.example`, 'user-name-too-long'],
    ['ada@elsewhere.example', 'domain-not-verified'],
  ])('have the facts of the rule for %s', (userName, code) => {
    const fault = userNameFault(userName, ['northwind.example']);
    expect(fault === null ? null : refusalKeyOf(fault)).toBe(`refusalOf.${code}`);
  });

  test('have what the directory’s words name', () => {
    expect(
      factsIn(
        'plans-exclusive',
        'License assignment failed because service plans A and B are mutually exclusive',
      ),
    ).toEqual({ facts: { plans: 'A, B' } });
    expect(
      factsIn(
        'plan-depends-on-another',
        'License assignment failed because service plan MCOEV depends on the service plan(s) MCOSTANDARD',
      ),
    ).toEqual({ facts: { plan: 'MCOEV', needs: 'MCOSTANDARD' } });
    expect(
      factsIn('property-not-valid', "Invalid value specified for property 'surname' of resource."),
    ).toEqual({ facts: { property: 'surname' } });
    expect(factsIn('plans-exclusive', 'Other words.')).toEqual({});
  });
});

describe('A refused act', () => {
  const refused = (code: string, more: object = {}) =>
    new ApiError({ status: 409, code, detail: 'Taken.', ...more });

  test('is told beside the fields that are at fault', () => {
    expect(fieldRefusals(refused('user-name-taken'))['userName']).toMatchObject({
      code: 'name-taken',
    });
    const errors = [
      { path: '/usageLocation', code: 'usage-location-unknown', message: 'No country.' },
      { path: '/body/displayName', code: 'too_small', message: 'Short.' },
    ];
    expect(fieldRefusals(refused('invalid-input', { errors }))).toMatchObject({
      usageLocation: { code: 'usage-location-unknown' },
      displayName: { code: 'too_small' },
    });
    expect(faultsOf(new Error('Lost.'))).toEqual([]);
  });

  test('of a file names the column', () => {
    const errors = [{ path: '/columns/Mail', code: 'column-missing', message: 'Missing.' }];
    const [fault] = faultsOf(refused('invalid-input', { errors }));
    expect(fault).toMatchObject({ facts: { column: 'Mail' } });
    expect(fault === undefined ? null : refusalKeyOf(fault)).toBe('refusalOf.column-missing');
  });

  test('has the reason and the facts of the directory', () => {
    const facts = { reason: 'no-licence-left', facts: { product: 'E3' } };
    expect(actRefusalOf(refused('customer-act-refused', { facts }))).toEqual({
      ...{ code: 'no-licence-left', detail: 'Taken.', facts: { product: 'E3' } },
    });
    expect(actRefusalOf(refused('customer-act-refused'))).toMatchObject({ code: '', facts: {} });
    expect(actRefusalOf(refused('busy'))).toBeNull();
  });
});
