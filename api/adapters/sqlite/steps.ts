import {
  COMMIT_WRITES_MAX,
  type AnyKind,
  type AnyWrite,
  type Bounds,
  type Version,
} from '../../ports/store.ts';
import { movesBetween, type EntriesMove } from './entries.ts';
import { rawOf, type Doc, type Raw } from './fields.ts';
import type { Table } from './layout.ts';
import { entriesPlace, entriesText, rawKeyOf, rowidPlace } from './rows.ts';

/** A bound as the adapter checks it: the places are those of a row's values. */
export interface PlacedBounds {
  readonly place: number;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly atMostPlace: number | null;
}

/**
 * A checked write: values are raw, and a GUID is its number where that is at hand, else still text. A row's version, its
 * first value, is not given yet.
 */
export type Step =
  | { readonly act: 'create'; readonly table: number; readonly row: readonly Raw[] }
  | {
      /** Replaces a document whose row at the expected version is not at hand. */
      readonly act: 'replace';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
      readonly version: Version;
    }
  | {
      /** Replaces a document whose row at the expected version is at hand: the places that differ, with what comes there. */
      readonly act: 'change';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly version: Version;
      readonly rowid: number;
      readonly places: readonly number[];
      readonly values: readonly Raw[];
      readonly moves: readonly EntriesMove[];
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

/** What this thread has in memory of what lies in the file. */
export interface AtHand {
  /** The row that a document was read from at that version. */
  row(version: Version): readonly Raw[] | undefined;
  /** The number of a GUID. */
  number(guid: string): number | undefined;
}

/** Puts the numbers of its GUIDs into values at these places, as far as they are at hand. */
function numbered(values: Raw[], places: readonly number[], atHand: AtHand): void {
  for (const place of places) {
    const guid = values[place];
    if (typeof guid === 'string') values[place] = atHand.number(guid) ?? guid;
  }
}

/** The raw values of a whole document, without its entries. */
function rowOf(table: Table, doc: Doc): Raw[] {
  const row: Raw[] = [null];
  for (const field of table.fields) row.push(rawOf(table.kind.name, field, doc[field.name]));
  if (Object.keys(doc).length !== table.fields.length)
    for (const name of Object.keys(doc))
      if (!table.position.has(name))
        throw new Error(`${table.kind.name}.${name} is not declared. Declare it or leave it out.`);
  return row;
}

const withEntries = (table: Table, doc: Doc, row: Raw[]): Raw[] => {
  for (const index of table.eachIndexes) row.push(entriesText(table, index, doc, row));
  return row;
};

/** The replacement of a document whose row is at hand. */
function changeOf(
  table: Table,
  doc: Doc,
  before: readonly Raw[],
  row: Raw[],
  step: { readonly key: readonly Raw[]; readonly version: Version },
): Step {
  const places: number[] = [];
  for (let place = 1; place < row.length; place++)
    if (row[place] !== before[place]) places.push(place);
  table.eachIndexes.forEach((index, nth) => {
    const place = entriesPlace(table, nth);
    const stay = index.reads?.every((at) => row[at] === before[at]) === true;
    row[place] = (stay ? before[place] : entriesText(table, index, doc, row)) ?? null;
    if (row[place] !== before[place]) places.push(place);
  });
  return {
    act: 'change',
    table: table.number,
    ...step,
    rowid: before[rowidPlace(table)] as number,
    places,
    values: places.map((place) => row[place] ?? null),
    moves: movesBetween(table, before, row),
  };
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

function addition(
  table: Table,
  write: Extract<PlainWrite, { act: 'add' }>,
  key: readonly Raw[],
): Step {
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
  return { act: 'add', table: table.number, key, amounts, bounds };
}

/** The step of a write. `row`: the values of the document that it gives, not yet numbered. */
function stepOf(table: Table, write: PlainWrite, key: Raw[], row: Raw[], atHand: AtHand): Step {
  if (table.logTree !== null && write.act !== 'create')
    throw new Error(`${table.kind.name} is a log: its documents are only ever created.`);
  numbered(key, table.guidsInKey, atHand);
  numbered(row, table.guids, atHand);
  switch (write.act) {
    case 'create':
      return { act: 'create', table: table.number, row: withEntries(table, write.doc, row) };
    case 'replace': {
      const { doc, version } = write;
      const before = atHand.row(version);
      if (before !== undefined && key.every((value, nth) => value === before[nth + 1]))
        return changeOf(table, doc, before, row, { key, version });
      withEntries(table, doc, row);
      return { act: 'replace', table: table.number, key, row, version };
    }
    case 'delete':
      return { act: 'delete', table: table.number, key, version: write.version };
    case 'add':
      return addition(table, write, key);
  }
}

/** Names a document within its partition; texts with their length, so that no two run into each other. */
function identityOf(table: Table, key: readonly Raw[]): string {
  let identity = String(table.number);
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
  atHand: AtHand,
  writes: readonly AnyWrite[],
): readonly Step[] {
  if (writes.length < 1 || writes.length > COMMIT_WRITES_MAX)
    throw new Error(`A commit takes 1 to ${COMMIT_WRITES_MAX} writes, not ${writes.length}.`);
  const seen = new Set<string>();
  return writes.map((given) => {
    const write = given as unknown as PlainWrite;
    const table = tableOf(write.kind);
    const row = 'doc' in write ? rowOf(table, write.doc) : [];
    const key = 'doc' in write ? row.slice(1, 1 + table.keyLength) : rawKeyOf(table, write.key);
    const identity = identityOf(table, key);
    if (seen.has(identity))
      throw new Error(`A commit writes each document at most once: ${table.kind.name} is twice.`);
    seen.add(identity);
    return stepOf(table, write, key, row, atHand);
  });
}
