import { isGuid } from './fields.ts';
import { guidsAtHand } from './guids-at-hand.ts';
import { recentOf } from './recent.ts';
import type { Statements } from './statements.ts';

/**
 * As many accounts as a busy process hears of within a month, in 26 MB at most; a partition that is not at hand costs a
 * question to the file.
 */
const PARTITIONS_IN_MEMORY = 2 ** 17;
/** So many GUIDs used last are known by their very text: an act names the same few several times over. A power of two. */
const GUIDS_USED_LAST = 4;

/** Texts with the numbers that stand for them. */
type Numbers = readonly (readonly [text: string, reference: number])[];

/** What one connection has given numbers to, for another one of the same file. */
export interface Made {
  readonly guids: Numbers;
  readonly partitions: Numbers;
}

/** Numbers that stand for GUIDs and for partitions in every table: short rows and short keys are worth a factor of four. */
export interface References {
  /** The number of the GUID, or null where no document ever held it. */
  guid(text: string): number | null;
  /** The number of the GUID where it is in memory; any other text has none. */
  readonly guidAtHand: (text: string) => number | undefined;
  /** The number of the GUID, a new one if need be; only within a transaction. */
  newGuid(text: string): number;
  /** The GUID behind the number. */
  readonly guidText: (reference: number) => string;
  partition(name: string): number | null;
  /** The number of the partition where it is in memory. */
  readonly partitionAtHand: (name: string) => number | undefined;
  newPartition(name: string): number;
  /** What was given a number since this was asked last; after the commit, so that it holds. */
  readonly takeMade: () => Made;
  /** Keeps what another connection has given numbers to. */
  readonly learn: (made: Made) => void;
  /** Forgets what it holds in memory; after a rollback, since what was new in it is gone. */
  forget(): void;
}

const bytesOf = (guid: string): Buffer => Buffer.from(guid.replaceAll('-', ''), 'hex');

function textOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The tables behind the references. */
export const REFERENCE_TABLES = [
  'CREATE TABLE "_guids" (reference INTEGER PRIMARY KEY, guid BLOB NOT NULL UNIQUE)',
  'CREATE TABLE "_partitions" (reference INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',
];

/**
 * The references of one connection. `guidPlaces`: so many GUIDs are kept in memory, a power of two. `tellsMade`: whether
 * somebody asks what was given a number.
 */
export function referencesOf(
  statements: Statements,
  guidPlaces: number,
  tellsMade: boolean,
): References {
  const atHand = guidsAtHand(guidPlaces);
  const textsUsedLast = Array.from<string | null>({ length: GUIDS_USED_LAST }).fill(null);
  const numbersUsedLast = textsUsedLast.map(() => 0);
  let used = 0;
  const use = (text: string, reference: number): void => {
    const place = used++ & (GUIDS_USED_LAST - 1);
    textsUsedLast[place] = text;
    numbersUsedLast[place] = reference;
  };
  const partitions = recentOf<string, number>(PARTITIONS_IN_MEMORY);

  let madeGuids: [string, number][] = [];
  let madePartitions: [string, number][] = [];
  const takeMade = (): Made => {
    const made = { guids: madeGuids, partitions: madePartitions };
    madeGuids = [];
    madePartitions = [];
    return made;
  };

  const partitionSql = 'SELECT reference FROM "_partitions" WHERE name = ?';
  const keep = (text: string, reference: number): number => {
    atHand.keep(text, reference);
    use(text, reference);
    return reference;
  };
  const numberIn = (row: unknown): number | null =>
    row === undefined ? null : (row as [number])[0];

  const guidAtHand = (text: string): number | undefined => {
    const place = textsUsedLast.indexOf(text);
    if (place >= 0) return numbersUsedLast[place];
    if (!isGuid(text)) return undefined;
    const known = atHand.number(text);
    if (known !== undefined) use(text, known);
    return known;
  };
  const guid = (text: string): number | null => {
    const known = guidAtHand(text);
    if (known !== undefined) return known;
    const found = numberIn(
      statements('SELECT reference FROM "_guids" WHERE guid = ?').get(bytesOf(text)),
    );
    return found === null ? null : keep(text, found);
  };
  const partition = (name: string): number | null => {
    const known = partitions.get(name);
    if (known !== undefined) return known;
    const found = numberIn(statements(partitionSql).get(name));
    if (found !== null) partitions.set(name, found);
    return found;
  };

  return {
    guid,
    guidAtHand,
    newGuid(text) {
      const known = guid(text);
      if (known !== null) return known;
      const made = statements('INSERT INTO "_guids" (guid) VALUES (?)').run(bytesOf(text));
      const reference = Number(made.lastInsertRowid);
      if (tellsMade) madeGuids.push([text, reference]);
      return keep(text, reference);
    },
    guidText(reference) {
      const known = atHand.guid(reference);
      if (known !== undefined) return known;
      const row = statements('SELECT guid FROM "_guids" WHERE reference = ?').get(reference);
      if (row === undefined) throw new Error(`No GUID has the reference ${reference}.`);
      const text = textOf((row as unknown as [Uint8Array])[0]);
      keep(text, reference);
      return text;
    },
    partition,
    partitionAtHand: (name) => partitions.get(name),
    newPartition(name) {
      const known = partition(name);
      if (known !== null) return known;
      const made = statements('INSERT INTO "_partitions" (name) VALUES (?)').run(name);
      const reference = Number(made.lastInsertRowid);
      partitions.set(name, reference);
      if (tellsMade) madePartitions.push([name, reference]);
      return reference;
    },
    takeMade,
    learn(made) {
      for (const [text, reference] of made.guids) atHand.keep(text, reference);
      for (const [name, reference] of made.partitions) partitions.set(name, reference);
    },
    forget() {
      takeMade();
      atHand.clear();
      textsUsedLast.fill(null);
      partitions.clear();
    },
  };
}
