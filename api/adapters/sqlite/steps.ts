import {
  COMMIT_WRITES_MAX,
  type AnyKind,
  type AnyWrite,
  type Bounds,
  type PlainWrite,
} from '../../ports/store.ts';
import { movesBetween, type EntriesMove } from './entries.ts';
import { stays, type Doc, type Raw } from './fields.ts';
import type { Table } from './layout.ts';
import { entriesPlace, entriesText, placedValue, rawKeyOf, rowidPlace } from './rows.ts';

/** The partition of a commit: its number where that is at hand, else its name. */
export type PartitionPlace = string | number;

/** A bound as the adapter checks it: the places are those of a row's values. */
export interface PlacedBounds {
  readonly place: number;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly atMostPlace: number | null;
}

/**
 * A checked write: values are raw, and a GUID is its number where that is at hand, else still text. A row's version, its
 * first value, is not given yet; an expected version that this store never gave is no number.
 */
export type Step =
  | { readonly act: 'create'; readonly table: number; readonly row: readonly Raw[] }
  | {
      /** Replaces a document whose row at the expected version is not at hand. */
      readonly act: 'replace';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly row: readonly Raw[];
      readonly version: number;
    }
  | {
      /** Replaces a document whose row at the expected version is at hand: the places that differ, with what comes there. */
      readonly act: 'change';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly version: number;
      readonly rowid: number;
      readonly places: readonly number[];
      readonly values: readonly Raw[];
      readonly moves: readonly EntriesMove[];
    }
  | {
      readonly act: 'delete';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly version: number;
    }
  | {
      readonly act: 'add';
      readonly table: number;
      readonly key: readonly Raw[];
      readonly amounts: readonly { readonly place: number; readonly amount: number }[];
      readonly bounds: readonly PlacedBounds[];
    };

/** What this thread has in memory of what lies in the file. */
export interface AtHand {
  /** The row that a document was read from at that version. */
  readonly row: (version: number) => readonly Raw[] | undefined;
  /** The number of a GUID. */
  readonly number: (guid: string) => number | undefined;
}

/** A document has the declared fields and no others. */
function refuseUndeclared(table: Table, doc: Doc): void {
  const names = Object.keys(doc);
  if (names.length === table.fields.length) return;
  for (const name of names)
    if (!table.position.has(name))
      throw new Error(`${table.kind.name}.${name} is not declared. Declare it or leave it out.`);
}

/** The raw values of a whole document with its entries. */
function rowOf(table: Table, doc: Doc, atHand: AtHand): Raw[] {
  const row: Raw[] = [null];
  for (const field of table.fields)
    row.push(placedValue(table.kind.name, field, doc[field.name], atHand.number));
  refuseUndeclared(table, doc);
  for (const index of table.eachIndexes) row.push(entriesText(table, index, doc, row));
  return row;
}

/** The replacement of a document whose row is at hand; null where it has another key. Looks closely at what is new only. */
function changeOf(
  table: Table,
  doc: Doc,
  version: number,
  before: readonly Raw[],
  atHand: AtHand,
): Step | null {
  const row = [...before];
  const places: number[] = [];
  let place = 0;
  for (const field of table.fields) {
    place++;
    const value = doc[field.name];
    if (stays(field, before[place] ?? null, value)) continue;
    const raw = placedValue(table.kind.name, field, value, atHand.number);
    if (raw === before[place]) continue;
    if (place <= table.keyLength) return null;
    row[place] = raw;
    places.push(place);
  }
  refuseUndeclared(table, doc);
  table.eachIndexes.forEach((index, nth) => {
    if (index.reads?.every((at) => row[at] === before[at]) === true) return;
    const entries = entriesPlace(table, nth);
    row[entries] = entriesText(table, index, doc, row);
    if (row[entries] !== before[entries]) places.push(entries);
  });
  return {
    act: 'change',
    table: table.number,
    key: before.slice(1, 1 + table.keyLength),
    version,
    rowid: before[rowidPlace(table)] as number,
    places,
    values: places.map((changed) => row[changed] ?? null),
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

/** The step of a write. */
function stepOf(table: Table, write: PlainWrite, atHand: AtHand): Step {
  if (table.logTree !== null && write.act !== 'create')
    throw new Error(`${table.kind.name} is a log: its documents are only ever created.`);
  switch (write.act) {
    case 'create':
      return { act: 'create', table: table.number, row: rowOf(table, write.doc, atHand) };
    case 'replace': {
      const { doc } = write;
      const version = Number(write.version);
      const before = atHand.row(version);
      const change = before && changeOf(table, doc, version, before, atHand);
      if (change) return change;
      const row = rowOf(table, doc, atHand);
      const key = row.slice(1, 1 + table.keyLength);
      return { act: 'replace', table: table.number, key, row, version };
    }
    case 'delete': {
      const key = rawKeyOf(table, write.key, atHand.number);
      return { act: 'delete', table: table.number, key, version: Number(write.version) };
    }
    case 'add':
      return addition(table, write, rawKeyOf(table, write.key, atHand.number));
  }
}

/** Names a document within its partition; texts with their length, so that no two run into each other. */
function identityOf(table: Table, key: Doc): string {
  let identity = String(table.number);
  for (let place = 0; place < table.keyLength; place++) {
    const value = String(key[table.fields[place]?.name ?? '']);
    identity += `|${value.length}:${value}`;
  }
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
  return writes.map((given, nth) => {
    const write = given as unknown as PlainWrite;
    const table = tableOf(write.kind);
    const step = stepOf(table, write, atHand);
    seen.add(identityOf(table, 'doc' in write ? write.doc : write.key));
    if (seen.size === nth)
      throw new Error(`A commit writes each document at most once: ${table.kind.name} is twice.`);
    return step;
  });
}
