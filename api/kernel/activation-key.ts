/** The digits of Crockford's base32: no I, L, O and U, which are misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many bits a digit holds. */
const DIGIT_BITS = 5;

/** What is read for what was misread (Crockford). */
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

const GROUP_LENGTH = 5;
const GROUPS = 5;

/** How many digits a key has, the check digit included (B-10). */
export const KEY_LENGTH = GROUP_LENGTH * GROUPS;

/** So many random bytes hold as many bits as a key's digits before the check digit: 120. */
export const KEY_BYTES = ((KEY_LENGTH - 1) * DIGIT_BITS) / 8;

/** Multiplies by the generator of the field of 32 elements: x^5 = x^2 + 1. */
const timesGenerator = (element: number): number =>
  element < 16 ? element << 1 : (element << 1) ^ 0b100101;

/**
 * The check digit: a sum over the field of 32 elements, in which every place has a weight of its own. So it finds every
 * single mistyped digit and every two digits that changed places, wherever they stand.
 */
function checkDigitOf(digits: string): string {
  let sum = 0;
  for (const digit of digits) sum = timesGenerator(sum ^ DIGITS.indexOf(digit));
  return DIGITS.charAt(sum);
}

/** The key that random bytes give: 25 digits without hyphens. */
export function keyFrom(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let digits = '';
  while (digits.length < KEY_LENGTH - 1) {
    digits = DIGITS.charAt(Number(number & 31n)) + digits;
    number >>= BigInt(DIGIT_BITS);
  }
  return digits + checkDigitOf(digits);
}

/** A key in groups of five, as people are shown it. */
export const grouped = (key: string): string =>
  (key.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? []).join('-');

/** How a text is no key: in which group of five (from 1) it shows, where that can be told. */
export type KeyFault =
  | { readonly fault: 'length'; readonly digits: number }
  | { readonly fault: 'digit'; readonly digit: string; readonly group: number }
  | { readonly fault: 'check' };

/**
 * Reads a key as people write it: in either case, with spaces and hyphens anywhere, O for 0, I and L for 1. Tells at once,
 * without looking anything up, where it is no key.
 */
export function readKey(text: string): { readonly key: string } | KeyFault {
  const written = Array.from(text.toUpperCase().replace(/[\s\p{Pd}]+/gu, ''));
  const digits = written.map((digit) => MISREAD[digit] ?? digit);
  const wrong = digits.findIndex((digit) => !DIGITS.includes(digit));
  if (wrong >= 0) {
    const group = Math.floor(wrong / GROUP_LENGTH) + 1;
    return { fault: 'digit', digit: written[wrong] ?? '', group };
  }
  if (digits.length !== KEY_LENGTH) return { fault: 'length', digits: digits.length };
  const key = digits.join('');
  return checkDigitOf(key.slice(0, -1)) === key.at(-1) ? { key } : { fault: 'check' };
}
