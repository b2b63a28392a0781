import type { Held, Version } from '../../ports/store.ts';
import { rawOf, valueOf, type Doc, type Raw } from './fields.ts';
import type { IndexLayout, Table } from './layout.ts';
import type { References } from './references.ts';

/** The raw values of a document's key, GUIDs still as text; a missing or mistyped one is a bug and throws. */
export function rawKeyOf(table: Table, key: Doc): Raw[] {
  const raw: Raw[] = [];
  for (let place = 0; place < table.keyLength; place++) {
    const field = table.fields[place];
    if (field !== undefined) raw.push(rawOf(table.kind.name, field, key[field.name]));
  }
  return raw;
}

/** Puts the numbers of its GUIDs into a key; null where a GUID is unknown, so that no such document can exist. */
export function placedKey(table: Table, key: readonly Raw[], references: References): Raw[] | null {
  const placed = [...key];
  for (const place of table.guidsInKey) {
    const guid = placed[place];
    if (typeof guid !== 'string') continue;
    const reference = references.guid(guid);
    if (reference === null) return null;
    placed[place] = reference;
  }
  return placed;
}

/** The document of a row. */
export function docOf(table: Table, row: readonly Raw[], references: References): Doc {
  const doc: Record<string, unknown> = {};
  let place = 1;
  for (const field of table.fields)
    doc[field.name] = valueOf(field, row[place++] ?? null, references.guidText);
  return doc;
}

/** The document of a row with its version. */
export const heldOf = (table: Table, row: readonly Raw[], references: References): Held<Doc> => ({
  doc: docOf(table, row, references),
  version: String(row[0]) as Version,
});

/** Whether the document of a row is in an index with `when`. */
export function isIn(table: Table, index: IndexLayout, row: readonly Raw[]): boolean {
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
