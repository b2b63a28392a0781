import type { Field } from './fields.ts';

/**
 * Texts whose order is the order of an index. The service sorts by one property without further ado, but by several only
 * with composite indexes, and goes on behind a place in them only by long alternatives. So each index has one text: its
 * parts one after the other, each closed by a space, after a space. Everything is ASCII between space and `~`, so that it
 * does not matter how the service compares other characters.
 */

/** Ends a part; less than everything that a part holds, so that a beginning comes before what goes on. */
const END = ' ';
/** The least that is greater than END. */
const BEHIND_END = '!';

const PLAIN = /^[\x22-\x7d]*$/;

/** The text in the order of its UTF-8 bytes. What is not above `!` and below `~` is written with one of them before it. */
function textPart(text: string): string {
  if (PLAIN.test(text)) return text;
  let part = '';
  for (const byte of Buffer.from(text)) {
    if (byte <= 0x21) part += `!${String.fromCharCode(byte + 0x40)}`;
    else if (byte >= 0x7e) part += `~${byte.toString(16)}`;
    else part += String.fromCharCode(byte);
  }
  return part;
}

/** Below zero it counts up from the least number, so that hexadecimal digits of one length are in order. */
const integerPart = (value: number): string =>
  value < 0 ? `0${hex(value + 2 ** 53)}` : `1${hex(value)}`;
const hex = (value: number): string => value.toString(16).padStart(14, '0');

function plainPart(base: Field['base'], value: unknown): string {
  switch (base) {
    case 'integer':
      return integerPart(value as number);
    case 'flag':
      return value === true ? '1' : '0';
    default:
      return textPart(value as string);
  }
}

const NULL = '0';
const GIVEN = '1';

/** One value of an index, nulls first. */
export function partOf({ base, nullable }: Pick<Field, 'base' | 'nullable'>, value: unknown) {
  if (!nullable) return plainPart(base, value);
  return value === null ? NULL : GIVEN + plainPart(base, value);
}

/** The text made of these parts; also the beginning of every text that goes on with further ones. */
export const sortKey = (parts: readonly string[]): string =>
  END + parts.map((part) => part + END).join('');

/** A stretch of texts: from the first, which belongs to it, to the second, which does not. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** All texts that begin with those parts. */
function stretchOf(beginning: string): Stretch {
  return { from: beginning, to: beginning.slice(0, -1) + BEHIND_END };
}

/** The stretch from behind one of its texts. */
export const behind = (stretch: Stretch, key: string): Stretch => ({
  ...stretch,
  from: key + BEHIND_END,
});

/** The part of a stretch whose next value lies within bounds, both inclusive; nulls lie within none. */
export function bounded(
  beginning: string,
  field: Pick<Field, 'base' | 'nullable'>,
  { from, upTo }: { readonly from?: unknown; readonly upTo?: unknown },
): Stretch {
  const all = stretchOf(beginning);
  if (from === undefined && upTo === undefined) return all;
  return {
    from: beginning + (from === undefined ? (field.nullable ? GIVEN : '') : partOf(field, from)),
    to: upTo === undefined ? all.to : beginning + partOf(field, upTo) + BEHIND_END,
  };
}
