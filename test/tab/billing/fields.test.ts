import { describe, expect, test } from '@jest/globals';
import { readMinor } from '../../../tab/billing/amounts.ts';
import { countriesIn } from '../../../tab/countries.ts';
import { addressOf, contactOf, EMPTY_CONTACT, fieldFaultOf } from '../../../tab/billing/fields.ts';
import { usersFaultOf } from '../../../tab/billing/seats.ts';
import { formatIn } from '../../../tab/format.ts';

describe('The number of users of an order', () => {
  const first = { seatsMin: 10, seatsMax: 3_500 };
  test.each([
    ['10', null],
    [' 3500 ', null],
    ['9', 'few'],
    ['0', 'few'],
    ['3501', 'many'],
    ['2.5', 'whole'],
    ['-1', 'whole'],
    ['1e3', 'whole'],
    ['', 'whole'],
  ])('B-4 %j is %j as a first order', (typed, fault) => {
    expect(usersFaultOf(typed, first)).toBe(fault);
  });

  test('B-4 one is enough for a later order', () => {
    expect(usersFaultOf('1', { ...first, seatsMin: 1 })).toBeNull();
  });
});

describe('Contact and address', () => {
  test('are at fault as the API would say', () => {
    expect(fieldFaultOf('company', ' ')).toBe('empty');
    expect(fieldFaultOf('firstName', 'x'.repeat(101))).toBe('too-long');
    expect(fieldFaultOf('email', 'ada')).toBe('malformed');
    expect(fieldFaultOf('telephone', '')).toBeNull();
    expect(fieldFaultOf('city', '')).toBe('empty');
    expect(fieldFaultOf('region', '')).toBeNull();
  });

  test('are sent without what stands around them, and null where nothing was filled in', () => {
    expect(contactOf({ ...EMPTY_CONTACT, company: ' Contoso ' })).toMatchObject({
      ...{ company: 'Contoso', telephone: null },
    });
    const typed = { line1: 'a', line2: '', postalCode: '', city: 'b', region: ' ', country: 'NL' };
    expect(addressOf(typed)).toEqual({
      ...{ line1: 'a', line2: null, postalCode: null, city: 'b', region: null, country: 'NL' },
    });
  });
});

test('Countries stand in the order of the reader’s language, each once', () => {
  const german = countriesIn('de');
  const names = german.map(({ name }) => name);
  expect(names).toEqual(names.toSorted(new Intl.Collator('de').compare));
  expect(new Set(german.map(({ code }) => code)).size).toBe(german.length);
  expect(german.find(({ code }) => code === 'AT')?.name).toBe('Österreich');
});

test('OR-8 an amount is written as the reader writes it, by the minor unit of its currency', () => {
  expect(formatIn('en').money({ amountMinor: 19_200, currency: 'USD' })).toBe('$192.00');
  expect(formatIn('de').money({ amountMinor: 19_200, currency: 'USD' })).toBe('192,00\u00a0$');
  expect(formatIn('en').money({ amountMinor: 1_500, currency: 'JPY' })).toBe('¥1,500');
});

test.each([
  ['2.50', 'USD', 250],
  ['2,5', 'EUR', 250],
  [' 3 ', 'USD', 300],
  ['0.01', 'USD', 1],
  ['150', 'JPY', 150],
  ['1.5', 'JPY', null],
  ['2.505', 'USD', null],
  ['1,000.00', 'USD', null],
  ['-1', 'USD', null],
  ['1e3', 'USD', null],
  ['', 'USD', null],
])('A price typed as %j in %s is %j minor units', (typed, currency, minor) => {
  expect(readMinor(typed, currency)).toBe(minor);
});
