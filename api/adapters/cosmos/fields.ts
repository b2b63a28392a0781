import type { FieldType } from '../../ports/store.ts';

/** A document as the adapter handles it: fields by name, already typed by its kind. */
export type Doc = Readonly<Record<string, unknown>>;

/** How one field of a kind is kept. */
export interface Field {
  readonly name: string;
  readonly base: 'guid' | 'text' | 'integer' | 'flag' | 'json';
  readonly nullable: boolean;
}

/** The field that a declared type stands for. */
export function fieldOf(name: string, type: FieldType): Field {
  const nullable = type.endsWith('?');
  return { name, nullable, base: (nullable ? type.slice(0, -1) : type) as Field['base'] };
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const WANTED: Record<Field['base'], string> = {
  guid: 'a lower-case GUID',
  text: 'a text',
  integer: 'a whole number within ±2^53',
  flag: 'true or false',
  json: 'something that JSON holds',
};

const holds: Record<Field['base'], (value: unknown) => boolean> = {
  guid: (value) => typeof value === 'string' && GUID.test(value),
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  flag: (value) => typeof value === 'boolean',
  // What JSON does not hold (undefined, a function) has no text at all.
  json: (value) => (JSON.stringify(value) as string | undefined) !== undefined,
};

/**
 * The value as its document holds it, taken over so that later changes by the caller do not reach it. A value of another
 * type is a bug of the caller: throws, naming kind and field but not the value.
 */
export function valueOf(kindName: string, field: Field, value: unknown): unknown {
  if (value === null && field.nullable) return null;
  if (!holds[field.base](value))
    throw new Error(
      `${kindName}.${field.name} must be ${WANTED[field.base]}${field.nullable ? ' or null' : ''}, not ${
        value === null ? 'null' : typeof value
      } as given.`,
    );
  return field.base === 'json' ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}
