import type { Index, Kind } from '../../ports/store.ts';
import { columnType, fieldOf, quoted, type Doc, type Field } from './fields.ts';

/** The partition's reference, the version, and the element of an `each` index; no field's name begins so. */
export const PARTITION = '"_p"';
export const VERSION = '"_v"';
export const ELEMENT = '"_element"';

/** How a declared index lies in the file. */
export interface IndexLayout {
  readonly name: string;
  readonly equals: readonly Field[];
  /** What entries are ordered by after `equals`: the declared order, then what is left of the key. */
  readonly sort: readonly Field[];
  readonly when: Field | null;
  readonly each: ((doc: Doc) => readonly string[]) | null;
  /** The B-tree that gives the entries in this order, or for `each` the side table. Where the key's own does, that one. */
  readonly tree: string;
  /** The places in a row of `equals`, then of `sort`. */
  readonly places: readonly number[];
  /** The places in a row of what the entries of `each` depend on; null where only the declaration knows. */
  readonly reads: readonly number[] | null;
}

/** How a kind lies in the file: a table with a column for each field. */
export interface Table {
  /** Its place among the kinds of the store, by which threads speak of it. */
  readonly number: number;
  readonly kind: Kind<Doc>;
  readonly name: string;
  /**
   * The key's fields in the key's order, then the others. A row is the version, these, the entries of `eachIndexes`,
   * and SQLite's own row number.
   */
  readonly fields: readonly Field[];
  readonly keyLength: number;
  readonly indexes: ReadonlyMap<string, IndexLayout>;
  readonly eachIndexes: readonly IndexLayout[];
  /** Where in a row a field is. */
  readonly position: ReadonlyMap<string, number>;
  /** A document with every field, all null: copying it and filling it in is half the work of naming each field anew. */
  readonly blank: Doc;
  /** The places in a row of what may be long. */
  readonly texts: readonly number[];
  /** The places in a row of GUIDs. */
  readonly guids: readonly number[];
  /** The places in a key of GUIDs. */
  readonly guidsInKey: readonly number[];
  /** The tree that finds a document by partition and key. */
  readonly keyTree: string;
  /** The tree that finds what has expired; null where nothing expires. */
  readonly expiryTree: string | null;
  /** The tree that gives a log's documents by partition; null where the kind is no log. */
  readonly logTree: string | null;
}

/** Where the entries of an `each` index are noted with the document, so that the old ones are known when it changes. */
export const entriesColumn = (indexName: string): string => quoted(`_e.${indexName}`);

/** The columns of a row that are written, in its order. */
export const writtenColumns = (table: Table): string[] => [
  VERSION,
  ...table.fields.map((field) => quoted(field.name)),
  ...table.eachIndexes.map((index) => entriesColumn(index.name)),
];

/** The columns of a row, in its order. */
export const rowColumns = (table: Table): string[] => [...writtenColumns(table), 'rowid'];

/** The columns that identify a document: partition, then key. */
export const keyColumns = (table: Table): string[] => [
  PARTITION,
  ...table.fields.slice(0, table.keyLength).map((field) => quoted(field.name)),
];

/** What must hold for a document to be in an index with `when`. */
export function whenHolds(field: Field): string {
  const column = quoted(field.name);
  if (field.base === 'flag') return `${column} <> 0`;
  if (field.base === 'json') return `${column} NOT IN ('null', 'false')`;
  return `${column} IS NOT NULL`;
}

/** The columns by which an index finds its entries and orders them. */
export const indexColumns = (index: IndexLayout): string[] => [
  PARTITION,
  ...index.equals.map((field) => quoted(field.name)),
  ...(index.each === null ? [] : [ELEMENT]),
  ...index.sort.map((field) => quoted(field.name)),
];

/** Whether the key's own tree already gives what the index is to give. */
function liesInKeyOrder(
  key: readonly string[],
  equals: readonly string[],
  sort: readonly string[],
) {
  const first = new Set(key.slice(0, equals.length));
  return (
    equals.every((name) => first.has(name)) &&
    sort.every((name, place) => key[equals.length + place] === name)
  );
}

function indexLayout(
  kind: Kind<Doc>,
  name: string,
  index: Index<Doc>,
  fields: readonly Field[],
  keyTree: string,
): IndexLayout {
  const place = (fieldName: string): number => {
    const found = fields.findIndex((field) => field.name === fieldName);
    if (found < 0) throw new Error(`${kind.name}.${name} names no field: ${fieldName}.`);
    return found + 1;
  };
  const named = (fieldName: string): Field => {
    const field = fields[place(fieldName) - 1];
    if (field === undefined || field.base === 'json')
      throw new Error(`${kind.name}.${name}: ${fieldName} is json, which is never compared.`);
    return field;
  };
  const equals = index.equals ?? [];
  const order = index.order.filter((field) => !equals.includes(field));
  const rest = kind.key.filter((field) => !equals.includes(field) && !order.includes(field));
  const sort = [...order, ...rest];
  const each = index.each ?? null;
  const inKeyOrder =
    each === null && index.when === undefined && liesInKeyOrder(kind.key, equals, sort);
  const when = index.when === undefined ? [] : [index.when];
  return {
    name,
    equals: equals.map(named),
    sort: sort.map(named),
    when: when.map((field) => fields[place(field) - 1] ?? null)[0] ?? null,
    each,
    tree: inKeyOrder ? keyTree : `${kind.name}.${name}`,
    places: [...equals, ...sort].map(place),
    reads: index.reads === undefined ? null : [...index.reads, ...when].map(place),
  };
}

function fieldsOf(kind: Kind<Doc>): Field[] {
  const types = new Map(Object.entries(kind.fields));
  const others = [...types.keys()].filter((name) => !kind.key.includes(name));
  const fields = [...kind.key, ...others].map((name) => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`${kind.name}: the key names no field: ${name}.`);
    if (name.startsWith('_')) throw new Error(`${kind.name}.${name}: "_" begins the store's own.`);
    const field = fieldOf(name, type);
    // Each commit writes one, and nobody asks for it again: a number for it would cost two more entries, one anywhere.
    const isWritten = kind.log === true && kind.key.includes(name) && field.base === 'guid';
    return isWritten ? { ...field, base: 'written-guid' as const } : field;
  });
  for (const field of fields.slice(0, kind.key.length))
    if (field.nullable || field.base === 'json')
      throw new Error(`${kind.name}.${field.name} is in the key, so it is neither null nor json.`);
  return fields;
}

function tableOf(kind: Kind<Doc>, number: number): Table {
  const fields = fieldsOf(kind);
  const expires = fields.find((field) => field.name === kind.expires);
  if (kind.expires !== undefined && expires?.base !== 'integer')
    throw new Error(`${kind.name} expires by a field that is no integer: ${kind.expires}.`);
  const keyTree = `${kind.name}._key`;
  const indexes = new Map(
    Object.entries(kind.indexes).map(([name, index]) => [
      name,
      indexLayout(kind, name, index, fields, keyTree),
    ]),
  );
  const guids = fields.flatMap((field, place) => (field.base === 'guid' ? [place] : []));
  return {
    number,
    kind,
    name: quoted(kind.name),
    fields,
    keyLength: kind.key.length,
    indexes,
    eachIndexes: [...indexes.values()].filter((index) => index.each !== null),
    position: new Map(fields.map((field, place) => [field.name, place + 1])),
    blank: Object.fromEntries(fields.map((field) => [field.name, null])),
    texts: fields.flatMap((field, place) => (columnType(field) === 'TEXT' ? [place + 1] : [])),
    guids: guids.map((place) => place + 1),
    guidsInKey: guids.filter((place) => place < kind.key.length),
    keyTree,
    expiryTree: kind.expires === undefined ? null : `${kind.name}._expires`,
    logTree: kind.log === true ? `${kind.name}._log` : null,
  };
}

/** The layout of each kind. A declaration that contradicts itself is a bug and throws, naming the kind. */
export function tablesOf(kinds: readonly Kind<Doc>[]): Table[] {
  if (new Set(kinds.map(({ name }) => name.toLowerCase())).size < kinds.length)
    throw new Error('Two kinds of a store have the same name.');
  if (kinds.filter(({ log }) => log === true).length > 1)
    throw new Error('At most one kind of a store is a log.');
  return kinds.map(tableOf);
}

/** A column with its type, as CREATE TABLE and ALTER TABLE write it. */
export const columnDefinition = (field: Field): string =>
  `${quoted(field.name)} ${columnType(field)}`;
