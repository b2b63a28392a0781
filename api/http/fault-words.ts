import type { core } from 'zod';

/** How each type is named to somebody who does not program. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
};

const FORMATS: Readonly<Record<string, string>> = {
  guid: 'a GUID, such as 3fa85f64-5717-4562-b3fc-2c963f66afa6',
  date: 'a day of the calendar, such as 2026-01-31',
  datetime: 'an instant in UTC, such as 2026-01-31T12:00:00Z',
  email: 'a mail address, such as ada@contoso.com',
};

const many = (count: number | bigint, one: string, more = `${one}s`): string =>
  `${count} ${Number(count) === 1 ? one : more}`;

/** What a bound is about: characters of a text, entries of a list, or the number itself. */
function amount(bound: number | bigint, origin: string): string {
  if (origin === 'string') return many(bound, 'character');
  if (origin === 'array' || origin === 'set') return many(bound, 'entry', 'entries');
  return String(bound);
}

const verb = (origin: string): string =>
  origin === 'string' || origin === 'array' || origin === 'set' ? 'have' : 'be';

/** A fault of the input in plain words that say what to do; undefined where zod's own words are as good. */
export function wordsFor(fault: core.$ZodRawIssue): string | undefined {
  switch (fault.code) {
    case 'invalid_type': {
      const wanted = TYPES[fault.expected];
      if (wanted === undefined) return undefined;
      return fault.input === undefined ? `Is missing: give ${wanted}.` : `Must be ${wanted}.`;
    }
    case 'invalid_format': {
      const wanted = FORMATS[fault.format];
      return wanted === undefined ? undefined : `Must be ${wanted}.`;
    }
    case 'invalid_value':
      return `Must be one of: ${fault.values.map(String).join(', ')}.`;
    case 'too_small':
      return `Must ${verb(fault.origin)} at least ${amount(fault.minimum, fault.origin)}.`;
    case 'too_big':
      return `Must ${verb(fault.origin)} at most ${amount(fault.maximum, fault.origin)}.`;
    default:
      return undefined;
  }
}
