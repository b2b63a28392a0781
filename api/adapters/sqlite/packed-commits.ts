import type { EntriesMove } from './entries.ts';
import type { Raw } from './fields.ts';
import type { PartitionPlace, Step } from './steps.ts';

/** A commit's steps with the partition that they are for. */
export type Commit = readonly [partition: PartitionPlace, steps: readonly Step[]];

/**
 * Commits as they pass between threads: one long list of numbers and one long text. A list is its length, then its
 * values; a whole number stands for itself, null is no number, and half a number more than a length is a piece of the text.
 * Measured: a third of what the same costs as JSON of objects.
 */
export interface PackedCommits {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly text: string;
}

/** Commits being packed. */
export interface Pack {
  readonly commits: number;
  add(partition: PartitionPlace, steps: readonly Step[]): void;
  /** All that was added; nothing is in the pack afterwards. */
  take(): PackedCommits;
}

const ACTS = ['create', 'replace', 'change', 'delete', 'add'] as const;
const ROOM_AT_FIRST = 2 ** 15;

/** An empty pack. */
export function packOf(): Pack {
  let numbers = new Float64Array(ROOM_AT_FIRST);
  let length = 0;
  let texts: string[] = [];
  let commits = 0;

  const number = (value: number): void => {
    if (length === numbers.length) {
      const longer = new Float64Array(2 * length);
      longer.set(numbers);
      numbers = longer;
    }
    numbers[length++] = value;
  };
  const value = (raw: Raw): void => {
    if (typeof raw === 'string') {
      number(raw.length + 0.5);
      texts.push(raw);
    } else number(raw ?? NaN);
  };
  const list = (values: readonly Raw[]): void => {
    number(values.length);
    for (const one of values) value(one);
  };
  const move = ({ nth, gone, goneBy, come, comeBy }: EntriesMove): void => {
    number(nth);
    list(gone);
    list(goneBy);
    list(come);
    list(comeBy);
  };
  const pack = (step: Step): void => {
    number(ACTS.indexOf(step.act));
    number(step.table);
    if (step.act === 'create') {
      list(step.row);
      return;
    }
    list(step.key);
    if (step.act === 'add') {
      number(step.amounts.length);
      for (const { place, amount } of step.amounts) {
        number(place);
        number(amount);
      }
      number(step.bounds.length);
      for (const { place, atLeast, atMost, atMostPlace } of step.bounds) {
        number(place);
        value(atLeast);
        value(atMost);
        value(atMostPlace);
      }
      return;
    }
    number(step.version);
    if (step.act === 'replace') list(step.row);
    if (step.act === 'change') {
      number(step.rowid);
      list(step.places);
      list(step.values);
      number(step.moves.length);
      for (const one of step.moves) move(one);
    }
  };

  return {
    get commits() {
      return commits;
    },
    add(partition, steps) {
      commits++;
      value(partition);
      number(steps.length);
      for (const step of steps) pack(step);
    },
    take() {
      const packed = { numbers: numbers.slice(0, length), text: texts.join('') };
      length = 0;
      texts = [];
      commits = 0;
      return packed;
    },
  };
}

/** The commits that were packed. */
export function unpacked({ numbers, text }: PackedCommits): Commit[] {
  let at = 0;
  let textAt = 0;
  const number = (): number => numbers[at++] ?? NaN;
  const value = (): Raw => {
    const found = number();
    if (Number.isInteger(found)) return found;
    if (Number.isNaN(found)) return null;
    const from = textAt;
    textAt += Math.floor(found);
    return text.slice(from, textAt);
  };
  const many = <T>(one: () => T): T[] => {
    const values: T[] = [];
    for (let left = number(); left > 0; left--) values.push(one());
    return values;
  };
  const list = (): Raw[] => many(value);
  const move = (): EntriesMove => ({
    nth: number(),
    gone: list() as string[],
    goneBy: list(),
    come: list() as string[],
    comeBy: list(),
  });
  const step = (): Step => {
    const act = ACTS[number()];
    const table = number();
    if (act === undefined) throw new Error('A pack holds an act that there is not.');
    if (act === 'create') return { act, table, row: list() };
    const key = list();
    if (act === 'add') {
      const amounts = many(() => ({ place: number(), amount: number() }));
      const bounds = many(() => ({
        place: number(),
        atLeast: value() as number | null,
        atMost: value() as number | null,
        atMostPlace: value() as number | null,
      }));
      return { act, table, key, amounts, bounds };
    }
    const version = number();
    if (act === 'delete') return { act, table, key, version };
    if (act === 'replace') return { act, table, key, row: list(), version };
    const rowid = number();
    const places = many(number);
    return { act, table, key, version, rowid, places, values: list(), moves: many(move) };
  };
  const commits: Commit[] = [];
  while (at < numbers.length) commits.push([value() as PartitionPlace, many(step)]);
  return commits;
}
