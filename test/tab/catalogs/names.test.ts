import { describe, expect, test } from '@jest/globals';
import { clashOf, isNameTyped, NAME_MAX, nameFaultOf } from '../../../tab/catalogs/names.ts';

describe('A name', () => {
  test('has a limit that is the contract’s own', () => {
    expect(NAME_MAX).toBe(200);
  });

  test('is missing where only spaces were typed', () => {
    expect(nameFaultOf('')).toBe('name-missing');
    expect(nameFaultOf('  \t')).toBe('name-missing');
  });

  test('may have 200 characters, spaces around it not counted', () => {
    expect(nameFaultOf(` ${'ä'.repeat(200)} `)).toBeNull();
    expect(nameFaultOf('ä'.repeat(201))).toBe('name-too-long');
  });
});

describe('The name of what is to be deleted', () => {
  test('is typed letter for letter', () => {
    expect(isNameTyped('Fire safety', 'Fire safety')).toBe(true);
    expect(isNameTyped('fire safety', 'Fire safety')).toBe(false);
    expect(isNameTyped('', 'Fire safety')).toBe(false);
  });

  test('may be typed with other spaces and composed letters', () => {
    expect(isNameTyped(' Schulung  2 ', 'Schulung\u00a02')).toBe(true);
    expect(isNameTyped('Pre\u0301vention', 'Pr\u00e9vention')).toBe(true);
  });
});

describe('Two admins who rename the same thing', () => {
  test('clash only where the other gave it another name', () => {
    expect(clashOf('Old', 'Theirs', 'Mine')).toBe('differs');
    expect(clashOf('Old', 'Old', 'Mine')).toBe('none');
    expect(clashOf('Old', 'Mine', ' Mine ')).toBe('same');
  });
});
