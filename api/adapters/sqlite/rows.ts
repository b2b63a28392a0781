import type { Held, Version } from '../../ports/store.ts';
import { rawOf, valueOf, type Doc, type Field, type Raw } from './fields.ts';
import type { IndexLayout, Table } from './layout.ts';
import type { References } from './references.ts';

/** The number of a GUID that is at hand. */
export type NumberAtHand = (guid: string) => number | undefined;

/** The value as its column takes it; a GUID as its number where that is at hand, else still as text. */
export function placedValue(
  kindName: string,
  field: Field,
  value: unknown,
  numberAtHand: NumberAtHand,
): Raw {
  if (field.base === 'guid' && typeof value === 'string') {
    const number = numberAtHand(value);
    if (number !== undefined) return number;
  }
  return rawOf(kindName, field, value);
}

/** The raw values of a document's key, GUIDs as `placedValue`; a missing or mistyped one is a bug and throws. */
export function rawKeyOf(table: Table, key: Doc, numberAtHand: NumberAtHand): Raw[] {
  const raw: Raw[] = [];
  for (let place = 0; place < table.keyLength; place++) {
    const field = table.fields[place];
    if (field !== undefined)
      raw.push(placedValue(table.kind.name, field, key[field.name], numberAtHand));
  }
  return raw;
}

/** Puts the numbers of its GUIDs into a key; null where a GUID is unknown, so that no such document can exist. */
export function placedKey(
  table: Table,
  key: readonly Raw[],
  references: References,
): readonly Raw[] | null {
  let placed = key;
  for (const place of table.guidsInKey) {
    const guid = key[place];
    if (typeof guid !== 'string') continue;
    const reference = references.guid(guid);
    if (reference === null) return null;
    placed = placed.with(place, reference);
  }
  return placed;
}

/** The document of a row. `key`: the values of its key, where they are known already. */
export function docOf(table: Table, row: readonly Raw[], references: References, key?: Doc): Doc {
  const doc: Record<string, unknown> = { ...table.blank };
  let place = 0;
  for (const field of table.fields) {
    place++;
    doc[field.name] =
      key !== undefined && place <= table.keyLength
        ? key[field.name]
        : valueOf(field, row[place] ?? null, references.guidText);
  }
  return doc;
}

/** The document of a row with its version. `key`: as `docOf`. */
export const heldOf = (
  table: Table,
  row: readonly Raw[],
  references: References,
  key?: Doc,
): Held<Doc> => ({
  doc: docOf(table, row, references, key),
  version: String(row[0]) as Version,
});

/** Whether the document of a row is in an index with `when`. */
function isIn(table: Table, index: IndexLayout, row: readonly Raw[]): boolean {
  if (index.when === null) return true;
  const raw = row[table.position.get(index.when.name) ?? 0];
  if (index.when.base === 'flag') return raw === 1;
  return raw !== null && (index.when.base !== 'json' || (raw !== 'null' && raw !== 'false'));
}

/** The entries that a document has in an `each` index, as noted with its row. */
export const entriesText = (
  table: Table,
  index: IndexLayout,
  doc: Doc,
  row: readonly Raw[],
): string =>
  JSON.stringify(
    isIn(table, index, row) && index.each !== null ? [...new Set(index.each(doc))] : [],
  );

/** Where in a row the entries of the table's nth `each` index are noted. */
export const entriesPlace = (table: Table, nth: number): number => 1 + table.fields.length + nth;

/** Where SQLite's own number is in a row. */
export const rowidPlace = (table: Table): number =>
  1 + table.fields.length + table.eachIndexes.length;
