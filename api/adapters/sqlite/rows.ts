import type { Held, Version } from '../../ports/store.ts';
import { quoted, rawOf, valueOf, type Doc, type Raw } from './fields.ts';
import { keyColumns, PARTITION, rowColumns, type IndexLayout, type Table } from './layout.ts';
import type { References } from './references.ts';

/** The raw values of a document's key, GUIDs still as text; a missing or mistyped one is a bug and throws. */
export const rawKeyOf = (table: Table, key: Doc): Raw[] =>
  table.fields
    .slice(0, table.keyLength)
    .map((field) => rawOf(table.kind.name, field, key[field.name]));

/** Puts the numbers of its GUIDs into a key; null where a GUID is unknown, so that no such document can exist. */
export function placedKey(table: Table, key: readonly Raw[], references: References): Raw[] | null {
  const placed = [...key];
  for (let place = 0; place < table.keyLength; place++) {
    if (table.fields[place]?.base !== 'guid') continue;
    const reference = references.guid(placed[place] as string);
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

/** Finds one document's row by partition and key. */
export const rowByKeySql = (table: Table): string =>
  `SELECT ${rowColumns(table).join(', ')} FROM ${table.name} WHERE ${equalTo(keyColumns(table))}`;

/** Each of these columns equals a value. */
export const equalTo = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = ?`).join(' AND ');

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

/** `partition, columns…` of an `each` index's side table. */
export const sideColumns = (index: IndexLayout): string[] => [
  PARTITION,
  '"_element"',
  ...[...index.equals, ...index.sort].map((field) => quoted(field.name)),
];

/** The values of a row that an `each` index orders and finds its entries by, besides the element. */
export const sideValues = (table: Table, index: IndexLayout, row: readonly Raw[]): Raw[] =>
  [...index.equals, ...index.sort].map((field) => row[table.position.get(field.name) ?? 0] ?? null);
