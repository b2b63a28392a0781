import { cursorRefused } from '../../kernel/errors.ts';
import { cursorOf, partsOf } from '../../ports/cursors.ts';
import type { Cursor } from '../../ports/store.ts';
import { isGuid, type Field, type Raw } from './fields.ts';
import type { References } from './references.ts';

/** A column that entries are ordered by; the element of an `each` index is one like a text. */
export type SortField = Pick<Field, 'base' | 'nullable'>;

/** The cursor behind the entry with these sort values. GUIDs go into it as they are, since their numbers are the file's own. */
export const cursorAfter = (
  mark: string,
  sort: readonly SortField[],
  values: readonly Raw[],
  references: References,
): Cursor =>
  cursorOf(
    mark,
    values.map((value, nth) =>
      sort[nth]?.base === 'guid' && value !== null ? references.guidText(Number(value)) : value,
    ),
  );

function sortValue(field: SortField, value: unknown, references: References): Raw {
  if (value === null && field.nullable) return null;
  if (field.base === 'guid' && isGuid(value)) {
    const reference = references.guid(value);
    if (reference !== null) return reference;
  } else if (field.base === 'written-guid' && isGuid(value)) return value;
  else if (field.base === 'text' && typeof value === 'string') return value;
  else if ((field.base === 'integer' || field.base === 'flag') && Number.isSafeInteger(value))
    return value as number;
  throw cursorRefused();
}

/** The sort values in a cursor. One that was made for another question, or by nobody, is refused as `invalid-input`. */
export function valuesIn(
  cursor: Cursor,
  mark: string,
  sort: readonly SortField[],
  references: References,
): Raw[] {
  const parts = partsOf(cursor, mark, sort.length);
  return sort.map((field, nth) => sortValue(field, parts[nth], references));
}
