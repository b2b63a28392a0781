import type { FieldType } from '../../ports/store.ts';

/** A document as the adapter handles it: fields by name, already typed by its kind. */
export type Doc = Readonly<Record<string, unknown>>;

/** A value as a column holds it. On its way in, a GUID is still text; in its column it is a number (`references.ts`). */
export type Raw = number | string | null;

/** How one field of a kind is kept. */
export interface Field {
  readonly name: string;
  /** `written-guid`: a GUID that no other document names, kept as its text and not as a number that stands for it. */
  readonly base: 'guid' | 'written-guid' | 'text' | 'integer' | 'flag' | 'json';
  readonly nullable: boolean;
}

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The field that a declared type stands for. */
export function fieldOf(name: string, type: FieldType): Field {
  const nullable = type.endsWith('?');
  return { name, nullable, base: (nullable ? type.slice(0, -1) : type) as Field['base'] };
}

/** The column's type: references, whole numbers and flags are integers, the rest is text. */
export const columnType = ({ base }: Field): 'INTEGER' | 'TEXT' =>
  base === 'text' || base === 'json' || base === 'written-guid' ? 'TEXT' : 'INTEGER';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is a GUID as it is kept. */
export const isGuid = (value: unknown): value is string =>
  typeof value === 'string' && GUID.test(value);

const WANTED: Record<Field['base'], string> = {
  guid: 'a lower-case GUID',
  'written-guid': 'a lower-case GUID',
  text: 'a text',
  integer: 'a whole number within ±2^53',
  flag: 'true or false',
  json: 'something that JSON holds',
};

function rawOrUndefined(base: Field['base'], value: unknown): Raw | undefined {
  switch (base) {
    case 'guid':
    case 'written-guid':
      return isGuid(value) ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : undefined;
    case 'json':
      return JSON.stringify(value);
  }
}

/**
 * The value as its column takes it, a GUID still as text. A value of another type is a bug of the caller: throws, naming
 * kind and field but not the value.
 */
export function rawOf(kindName: string, field: Field, value: unknown): Raw {
  if (value === null && field.nullable) return null;
  const raw = rawOrUndefined(field.base, value);
  if (raw === undefined)
    throw new Error(
      `${kindName}.${field.name} must be ${WANTED[field.base]}${field.nullable ? ' or null' : ''}, not ${
        value === null ? 'null' : typeof value
      } as given.`,
    );
  return raw;
}

/**
 * Whether a column that holds `raw` would hold the same after the value was put there, as far as that is told without
 * converting it: most fields of a document that is written again are as they were.
 */
export function stays(field: Field, raw: Raw, value: unknown): boolean {
  switch (field.base) {
    case 'text':
    case 'written-guid':
    case 'integer':
      return value === raw;
    case 'flag':
      return value === (raw === 1);
    default:
      return value === null && raw === null;
  }
}

/** The value of a column as the document holds it. `guidOf` gives the GUID behind a reference. */
export function valueOf(field: Field, raw: Raw, guidOf: (reference: number) => string): unknown {
  if (raw === null) return null;
  switch (field.base) {
    case 'guid':
      return guidOf(raw as number);
    case 'flag':
      return raw !== 0;
    case 'json':
      return JSON.parse(raw as string);
    default:
      return raw;
  }
}
