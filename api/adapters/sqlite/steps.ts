import {
  COMMIT_WRITES_MAX,
  type AnyKind,
  type AnyWrite,
  type Bounds,
  type Version,
} from '../../ports/store.ts';
import { rawOf, type Doc, type Raw } from './fields.ts';
import type { IndexLayout, Table } from './layout.ts';
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
 * that stay as the row before has them, at the version that is expected, are null.
 */
export type Step =
  | {
      readonly act: 'create';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
    }
  | {
      readonly act: 'replace';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
      readonly version: Version;
    }
  | {
      readonly act: 'delete';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly version: Version;
    }
  | {
      readonly act: 'add';
      readonly table: number;
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

/** The row that a document was read from at that version, where it is still at hand. */
export type RowAt = (version: Version) => readonly Raw[] | undefined;

/** Whether nothing changed that the entries of an index depend on. */
const entriesStay = (
  index: IndexLayout,
  before: readonly Raw[] | undefined,
  row: readonly Raw[],
): boolean => before !== undefined && index.reads?.every((at) => before[at] === row[at]) === true;

/** A step that gives a whole document, and the row that it takes the place of, where that is at hand. */
function whole(table: Table, doc: Doc, before: readonly Raw[] | undefined) {
  const row: Raw[] = [null];
  for (const field of table.fields) row.push(rawOf(table.kind.name, field, doc[field.name]));
  if (Object.keys(doc).length !== table.fields.length)
    for (const name of Object.keys(doc))
      if (!table.position.has(name))
        throw new Error(`${table.kind.name}.${name} is not declared. Declare it or leave it out.`);
  for (const index of table.eachIndexes)
    row.push(entriesStay(index, before, row) ? null : entriesText(table, index, doc, row));
  return { table: table.number, row, key: row.slice(1, 1 + table.keyLength) };
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

/** Additions that would change what an `each` index depends on are refused: its entries are made of whole documents. */
function refuseToMoveEntries(table: Table, places: readonly number[]): void {
  for (const { name, reads } of table.eachIndexes)
    if (reads === null || places.some((place) => reads.includes(place)))
      throw new Error(
        `${table.kind.name} cannot be added to: its index ${name} may depend on it. Declare what it reads.`,
      );
}

function addition(table: Table, write: Extract<PlainWrite, { act: 'add' }>): Step {
  const amounts = Object.entries(write.amounts).map(([name, amount]) => {
    if (!Number.isSafeInteger(amount))
      throw new Error(`${table.kind.name}.${name}: only whole numbers can be added.`);
    return { place: integerPlace(table, name), amount };
  });
  const bounds = Object.entries(write.within).map(([name, one]) => placedBounds(table, name, one));
  refuseToMoveEntries(
    table,
    amounts.map(({ place }) => place),
  );
  return { act: 'add', table: table.number, key: rawKeyOf(table, write.key), amounts, bounds };
}

function stepOf(table: Table, write: PlainWrite, rowAt: RowAt): Step {
  if (table.logTree !== null && write.act !== 'create')
    throw new Error(`${table.kind.name} is a log: its documents are only ever created.`);
  switch (write.act) {
    case 'create':
      return { act: 'create', ...whole(table, write.doc, undefined) };
    case 'replace': {
      const { doc, version } = write;
      return { act: 'replace', ...whole(table, doc, rowAt(version)), version };
    }
    case 'delete':
      return {
        act: 'delete',
        table: table.number,
        key: rawKeyOf(table, write.key),
        version: write.version,
      };
    case 'add':
      return addition(table, write);
  }
}

/** Names a document within its partition; texts with their length, so that no two run into each other. */
function identityOf({ table, key }: Step): string {
  let identity = String(table);
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
  tableOf: (kind: AnyKind) => Table,
  rowAt: RowAt,
  writes: readonly AnyWrite[],
): readonly Step[] {
  if (writes.length < 1 || writes.length > COMMIT_WRITES_MAX)
    throw new Error(`A commit takes 1 to ${COMMIT_WRITES_MAX} writes, not ${writes.length}.`);
  const seen = new Set<string>();
  return writes.map((given) => {
    const write = given as unknown as PlainWrite;
    const table = tableOf(write.kind);
    const step = stepOf(table, write, rowAt);
    const identity = identityOf(step);
    if (seen.has(identity))
      throw new Error(`A commit writes each document at most once: ${table.kind.name} is twice.`);
    seen.add(identity);
    return step;
  });
}
