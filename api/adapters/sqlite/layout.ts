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
  /** The B-tree or side table of its own; null where the table itself lies in this order. */
  readonly tree: string | null;
}

/** How a kind lies in the file: a table with a column for each field. */
export interface Table {
  readonly kind: Kind<Doc>;
  readonly name: string;
  /** The key's fields in the key's order, then the others. A row is the version, these, and the entries of `eachIndexes`. */
  readonly fields: readonly Field[];
  readonly keyLength: number;
  readonly indexes: ReadonlyMap<string, IndexLayout>;
  readonly eachIndexes: readonly IndexLayout[];
  readonly position: ReadonlyMap<string, number>;
  /** The tree that finds what has expired; null where nothing expires. */
  readonly expiryTree: string | null;
  /** The tree that gives a log's documents by partition; null where the kind is no log. */
  readonly logTree: string | null;
}

/** Where the entries of an `each` index are noted with the document, so that the old ones are known when it changes. */
export const entriesColumn = (index: IndexLayout): string => quoted(`_e.${index.name}`);

/** The columns of a row, in its order. */
export const rowColumns = (table: Table): string[] => [
  VERSION,
  ...table.fields.map((field) => quoted(field.name)),
  ...table.eachIndexes.map(entriesColumn),
];

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

/** Whether the table, which lies in the order of its key, already gives what the index is to give. */
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
  fields: ReadonlyMap<string, Field>,
): IndexLayout {
  const named = (fieldName: string): Field => {
    const field = fields.get(fieldName);
    if (field === undefined) throw new Error(`${kind.name}.${name} names no field: ${fieldName}.`);
    return field;
  };
  const equals = index.equals ?? [];
  const order = index.order.filter((field) => !equals.includes(field));
  const rest = kind.key.filter((field) => !equals.includes(field) && !order.includes(field));
  const sort = [...order, ...rest];
  for (const field of [...equals, ...sort])
    if (named(field).base === 'json')
      throw new Error(
        `${kind.name}.${name}: ${field} is json, which is never compared or ordered.`,
      );
  const each = index.each ?? null;
  const free =
    each === null &&
    index.when === undefined &&
    kind.log !== true &&
    liesInKeyOrder(kind.key, equals, sort);
  return {
    name,
    equals: equals.map(named),
    sort: sort.map(named),
    when: index.when === undefined ? null : named(index.when),
    each,
    tree: free ? null : `${kind.name}.${name}`,
  };
}

/** The layout of a kind. A declaration that contradicts itself throws, naming the kind. */
export function tableOf(kind: Kind<Doc>): Table {
  const types = new Map(Object.entries(kind.fields));
  const others = [...types.keys()].filter((name) => !kind.key.includes(name));
  const fields = [...kind.key, ...others].map((name) => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`${kind.name}: the key names no field: ${name}.`);
    if (name.startsWith('_')) throw new Error(`${kind.name}.${name}: "_" begins the store's own.`);
    return fieldOf(name, type);
  });
  for (const field of fields.slice(0, kind.key.length))
    if (field.nullable || field.base === 'json')
      throw new Error(`${kind.name}.${field.name} is in the key, so it is neither null nor json.`);
  const byName = new Map(fields.map((field) => [field.name, field]));
  if (kind.expires !== undefined && byName.get(kind.expires)?.base !== 'integer')
    throw new Error(`${kind.name} expires by a field that is no integer: ${kind.expires}.`);
  const indexes = new Map(
    Object.entries(kind.indexes).map(([name, index]) => [
      name,
      indexLayout(kind, name, index, byName),
    ]),
  );
  return {
    kind,
    name: quoted(kind.name),
    fields,
    keyLength: kind.key.length,
    indexes,
    eachIndexes: [...indexes.values()].filter((index) => index.each !== null),
    position: new Map(fields.map((field, place) => [field.name, place + 1])),
    expiryTree: kind.expires === undefined ? null : `${kind.name}._expires`,
    logTree: kind.log === true ? `${kind.name}._log` : null,
  };
}

/** A column with its type, as CREATE TABLE and ALTER TABLE write it. */
export const columnDefinition = (field: Field): string =>
  `${quoted(field.name)} ${columnType(field)}`;
