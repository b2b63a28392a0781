import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  grouped,
  KEY_BYTES,
  KEY_LENGTH,
  keyFrom,
  readKey,
} from '../../api/kernel/activation-key.ts';

const DIGITS = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const keys = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map(keyFrom);
const places = fc.nat({ max: KEY_LENGTH - 1 });

describe('B-10: activation keys', () => {
  test('have 25 digits of Crockford base32 in groups of five, another for other bytes', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(grouped(key)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    );
    expect(grouped(keyFrom(new Uint8Array(KEY_BYTES)))).toBe('00000-00000-00000-00000-00000');
    expect(keyFrom(new Uint8Array(KEY_BYTES).fill(255))).toMatch(/^Z{24}/);
  });

  test('are read in either case, with spaces and hyphens anywhere, O for 0, I and L for 1', () => {
    const glue = fc.constantFrom('', ' ', '-', ' – ', '\t');
    const ones = fc.constantFrom('1', 'I', 'L', 'i', 'l');
    const noughts = fc.constantFrom('0', 'O', 'o');
    fc.assert(
      fc.property(keys, glue, ones, noughts, fc.boolean(), (key, between, one, nought, lower) => {
        const cased = lower ? key.toLowerCase() : key;
        const written = Array.from(cased)
          .join(between)
          .replaceAll('1', one)
          .replaceAll('0', nought);
        expect(readKey(` ${written} `)).toEqual({ key });
      }),
    );
  });

  test('with one digit mistyped are none, whichever digit it is', () => {
    fc.assert(
      fc.property(keys, places, fc.constantFrom(...DIGITS), (key, place, digit) => {
        fc.pre(key[place] !== digit);
        const mistyped = key.slice(0, place) + digit + key.slice(place + 1);
        expect(readKey(mistyped)).toEqual({ fault: 'check' });
      }),
    );
  });

  test('with two digits that changed places are none, wherever they stand', () => {
    fc.assert(
      fc.property(keys, places, places, (key, one, other) => {
        fc.pre(key[one] !== key[other]);
        const digits = Array.from(key);
        digits[one] = key[other] ?? '';
        digits[other] = key[one] ?? '';
        expect(readKey(digits.join(''))).toEqual({ fault: 'check' });
      }),
    );
  });

  test('that are too short or too long, or hold what no key holds, are told so with the group', () => {
    const key = keyFrom(new Uint8Array(KEY_BYTES).fill(7));
    expect(readKey(key.slice(1))).toEqual({ fault: 'length', digits: 24 });
    expect(readKey(`${key}0`)).toEqual({ fault: 'length', digits: 26 });
    expect(readKey('')).toEqual({ fault: 'length', digits: 0 });
    expect(readKey(`${key.slice(0, 11)}u${key.slice(12)}`)).toEqual({
      ...{ fault: 'digit', digit: 'U', group: 3 },
    });
    expect(readKey(`${key.slice(0, 24)}€`)).toMatchObject({ fault: 'digit', group: 5 });
  });
});
