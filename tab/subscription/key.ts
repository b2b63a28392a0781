/** The digits of Crockford's base32: no I, L, O and U, which are misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is read for what was misread (Crockford). */
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

const GROUP_LENGTH = 5;

/** How many digits an activation key has, the check digit included (B-10). */
const KEY_LENGTH = 25;

/** Spaces and hyphens of any kind say nothing. */
const BETWEEN = /[\s\p{Pd}]+/gu;

/** Multiplies by the generator of the field of 32 elements: x^5 = x^2 + 1. */
const timesGenerator = (element: number): number =>
  element < 16 ? element << 1 : (element << 1) ^ 0b100101;

function checkDigitOf(digits: readonly string[]): string {
  let sum = 0;
  for (const digit of digits) sum = timesGenerator(sum ^ DIGITS.indexOf(digit));
  return DIGITS.charAt(sum);
}

/** How far a key has been typed, and whether it can be one. */
export type TypedKey =
  | { readonly is: 'empty' }
  | { readonly is: 'begun'; readonly digits: number }
  | { readonly is: 'complete' }
  /** In which group of five, from 1, something stands that no key holds. */
  | { readonly is: 'wrong-digit'; readonly digit: string; readonly group: number }
  | { readonly is: 'too-long'; readonly digits: number }
  /** A digit is mistyped, or two have changed places: the check digit does not fit. */
  | { readonly is: 'mistyped' };

/** What can be said of a key while it is typed, by the same rule as the service's: no slip costs one of the ten tries. */
export function readTyped(text: string): TypedKey {
  const written = Array.from(text.toUpperCase().replace(BETWEEN, ''));
  const digits = written.map((digit) => MISREAD[digit] ?? digit);
  if (digits.length === 0) return { is: 'empty' };
  const wrong = digits.findIndex((digit) => !DIGITS.includes(digit));
  if (wrong >= 0) {
    const group = Math.floor(wrong / GROUP_LENGTH) + 1;
    return { is: 'wrong-digit', digit: written[wrong] ?? '', group };
  }
  if (digits.length > KEY_LENGTH) return { is: 'too-long', digits: digits.length };
  if (digits.length < KEY_LENGTH) return { is: 'begun', digits: digits.length };
  return checkDigitOf(digits.slice(0, -1)) === digits.at(-1)
    ? { is: 'complete' }
    : { is: 'mistyped' };
}

/** A key in a field, and where the caret stands in it. */
export interface KeyInField {
  readonly text: string;
  readonly caret: number;
}

/** Puts a key into groups of five while it is typed; the caret stays behind the digit that it stood behind. */
export function groupedWhileTyping(text: string, caret: number): KeyInField {
  const digits = Array.from(text.toUpperCase().replace(BETWEEN, ''));
  const before = Array.from(text.slice(0, caret).replace(BETWEEN, '')).length;
  const groups: string[] = [];
  for (let at = 0; at < digits.length; at += GROUP_LENGTH) {
    groups.push(digits.slice(at, at + GROUP_LENGTH).join(''));
  }
  const hyphens = before === 0 ? 0 : Math.floor((before - 1) / GROUP_LENGTH);
  return { text: groups.join('-'), caret: before + hyphens };
}
