import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grouped, KEY_BYTES, keyFrom, readKey } from '../../../api/kernel/activation-key.ts';
import { groupedWhileTyping, readTyped } from '../../../tab/subscription/key.ts';

const keys = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map(keyFrom);

/** Everything that people type into the field of a key, and more. */
const typings = fc.oneof(
  keys.map(grouped),
  keys.map((key) => key.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o')),
  fc.string({ maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ- iluo')),
    maxLength: 32,
  }),
);

describe('A key that is typed', () => {
  test('is judged as the service judges it', () => {
    fc.assert(
      fc.property(typings, (text) => {
        const service = readKey(text);
        const tab = readTyped(text);
        if (!('fault' in service)) expect(tab).toEqual({ is: 'complete' });
        else if (service.fault === 'check') expect(tab).toEqual({ is: 'mistyped' });
        else if (service.fault === 'digit') {
          const { digit, group } = service;
          expect(tab).toEqual({ is: 'wrong-digit', digit, group });
        } else expect(['empty', 'begun', 'too-long']).toContain(tab.is);
      }),
    );
  });

  test('is known to be mistyped where one digit is another one, or two have changed places', () => {
    const digits = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    const place = fc.nat({ max: 24 });
    fc.assert(
      fc.property(keys, place, fc.constantFrom(...digits), (key, at, digit) => {
        fc.pre(key[at] !== digit);
        expect(readTyped(key.slice(0, at) + digit + key.slice(at + 1))).toEqual({ is: 'mistyped' });
      }),
    );
    fc.assert(
      fc.property(keys, place, place, (key, one, other) => {
        fc.pre(key[one] !== key[other]);
        const swapped = Array.from(key);
        [swapped[one], swapped[other]] = [key[other] ?? '', key[one] ?? ''];
        expect(readTyped(swapped.join(''))).toEqual({ is: 'mistyped' });
      }),
    );
  });

  test('is told apart from one that is only begun, or too long', () => {
    expect(readTyped(' - ')).toEqual({ is: 'empty' });
    expect(readTyped('abcde-f')).toEqual({ is: 'begun', digits: 6 });
    expect(readTyped('0'.repeat(26))).toEqual({ is: 'too-long', digits: 26 });
    expect(readTyped('abcde-u')).toEqual({ is: 'wrong-digit', digit: 'U', group: 2 });
  });
});

describe('The field of a key', () => {
  test('shows groups of five, whatever was typed between them', () => {
    expect(groupedWhileTyping('abcdef', 6)).toEqual({ text: 'ABCDE-F', caret: 7 });
    expect(groupedWhileTyping('ABCDE', 5)).toEqual({ text: 'ABCDE', caret: 5 });
    expect(groupedWhileTyping(' ab cde – fgh', 13)).toEqual({ text: 'ABCDE-FGH', caret: 9 });
    expect(groupedWhileTyping('', 0)).toEqual({ text: '', caret: 0 });
  });

  test('keeps the caret behind the digit behind which it stood', () => {
    fc.assert(
      fc.property(typings, fc.nat({ max: 40 }), (text, place) => {
        const caret = Math.min(place, text.length);
        const bare = (part: string): string => part.toUpperCase().replace(/[\s\p{Pd}]+/gu, '');
        const shown = groupedWhileTyping(text, caret);
        expect(bare(shown.text)).toBe(bare(text));
        expect(groupedWhileTyping(shown.text, shown.caret).text).toBe(shown.text);
        fc.pre(/^[\x20-\x7e]*$/.test(text));
        expect(bare(shown.text.slice(0, shown.caret))).toBe(bare(text.slice(0, caret)));
      }),
    );
  });
});
