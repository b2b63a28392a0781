import {
  COMMIT_WRITES_MAX,
  type AnyKind,
  type AnyWrite,
  type Bounds,
  type Version,
} from '../../ports/store.ts';
import { rawOf, type Doc, type Raw } from './fields.ts';
import type { Table } from './layout.ts';
import { entriesText, rawKeyOf } from './rows.ts';

/** A bound as the adapter checks it: the places are those of a row's values. */
export interface PlacedBounds {
  readonly place: number;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly atMostPlace: number | null;
}

/**
 * A checked write: values are raw, but GUIDs are still text. A row's version, its first value, is not given yet; entries
 * that the document before may already have are null.
 */
export type Step =
  | {
      readonly act: 'create';
      readonly table: Table;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
    }
  | {
      readonly act: 'replace';
      readonly table: Table;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
      readonly version: Version;
    }
  | {
      readonly act: 'delete';
      readonly table: Table;
      readonly key: readonly Raw[];
      readonly version: Version;
    }
  | {
      readonly act: 'add';
      readonly table: Table;
      readonly key: readonly Raw[];
      readonly amounts: readonly { readonly place: number; readonly amount: number }[];
      readonly bounds: readonly PlacedBounds[];
    };

/** A write whose document type is forgotten. */
type PlainWrite =
  | { readonly act: 'create'; readonly kind: AnyKind; readonly doc: Doc }
  | {
      readonly act: 'replace';
      readonly kind: AnyKind;
      readonly doc: Doc;
      readonly version: Version;
    }
  | { readonly act: 'delete'; readonly kind: AnyKind; readonly key: Doc; readonly version: Version }
  | {
      readonly act: 'add';
      readonly kind: AnyKind;
      readonly key: Doc;
      readonly amounts: Readonly<Record<string, number>>;
      readonly within: Readonly<Record<string, Bounds<Doc>>>;
    };

function rowOf(table: Table, doc: Doc, isNew: boolean): Raw[] {
  const row: Raw[] = [null];
  for (const field of table.fields) row.push(rawOf(table.kind.name, field, doc[field.name]));
  if (Object.keys(doc).length !== table.fields.length)
    for (const name of Object.keys(doc))
      if (!table.position.has(name))
        throw new Error(`${table.kind.name}.${name} is not declared. Declare it or leave it out.`);
  for (const index of table.eachIndexes)
    row.push(isNew || index.reads === null ? entriesText(table, index, doc, row) : null);
  return row;
}

/** A step that gives a whole document. */
function whole(table: Table, doc: Doc, isNew: boolean) {
  const row = rowOf(table, doc, isNew);
  return { table, row, key: row.slice(1, 1 + table.keyLength) };
}

/** The place in a row of an integer that can be added to and bounded. */
function integerPlace(table: Table, name: string): number {
  const place = table.position.get(name);
  const field = place === undefined ? undefined : table.fields[place - 1];
  if (
    place === undefined ||
    field?.base !== 'integer' ||
    field.nullable ||
    place <= table.keyLength
  )
    throw new Error(
      `${table.kind.name}.${name} cannot be added to or bounded: it must be a declared integer outside the key.`,
    );
  return place;
}

function placedBounds(table: Table, name: string, bounds: Bounds<Doc>): PlacedBounds {
  const { atLeast, atMost } = bounds;
  return {
    place: integerPlace(table, name),
    atLeast: atLeast ?? null,
    atMost: typeof atMost === 'number' ? atMost : null,
    atMostPlace: typeof atMost === 'string' ? integerPlace(table, atMost) : null,
  };
}

function stepOf(table: Table, write: PlainWrite): Step {
  if (table.logTree !== null && write.act !== 'create')
    throw new Error(`${table.kind.name} is a log: its documents are only ever created.`);
  switch (write.act) {
    case 'create':
      return { act: 'create', ...whole(table, write.doc, true) };
    case 'replace':
      return { act: 'replace', ...whole(table, write.doc, false), version: write.version };
    case 'delete':
      return { act: 'delete', table, key: rawKeyOf(table, write.key), version: write.version };
    case 'add':
      return {
        act: 'add',
        table,
        key: rawKeyOf(table, write.key),
        amounts: Object.entries(write.amounts).map(([name, amount]) => {
          if (!Number.isSafeInteger(amount))
            throw new Error(`${table.kind.name}.${name}: only whole numbers can be added.`);
          return { place: integerPlace(table, name), amount };
        }),
        bounds: Object.entries(write.within).map(([name, bounds]) =>
          placedBounds(table, name, bounds),
        ),
      };
  }
}

/** Names a document within its partition; texts with their length, so that no two run into each other. */
function identityOf({ table, key }: Step): string {
  let identity = table.name;
  for (const value of key)
    identity += typeof value === 'string' ? `|${value.length}:${value}` : `|${String(value)}`;
  return identity;
}

/**
 * Checks the writes of a commit against their kinds and takes their values over, so that what the caller does to the
 * documents afterwards changes nothing. Any fault is a bug of the caller and throws: too many writes or none, a kind
 * that is not declared, a wrong type, the same document twice.
 */
export function stepsOf(
  tables: ReadonlyMap<AnyKind, Table>,
  writes: readonly AnyWrite[],
): readonly Step[] {
  if (writes.length < 1 || writes.length > COMMIT_WRITES_MAX)
    throw new Error(`A commit takes 1 to ${COMMIT_WRITES_MAX} writes, not ${writes.length}.`);
  const seen = new Set<string>();
  return writes.map((given) => {
    const write = given as unknown as PlainWrite;
    const table = tables.get(write.kind);
    if (table === undefined)
      throw new Error(`The kind ${write.kind.name} is not declared in this store.`);
    const step = stepOf(table, write);
    const identity = identityOf(step);
    if (seen.has(identity))
      throw new Error(`A commit writes each document at most once: ${table.kind.name} is twice.`);
    seen.add(identity);
    return step;
  });
}
