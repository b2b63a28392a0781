import type { CommitResult } from '../../ports/store.ts';
import type { Documents } from './documents.ts';
import type { Doc, Raw } from './fields.ts';
import type { Table } from './layout.ts';
import type { References } from './references.ts';
import { docOf, placedKey } from './rows.ts';
import type { PartitionPlace, Step } from './steps.ts';
import type { Versions } from './versions.ts';

type Reason = Extract<CommitResult, { outcome: 'refused' }>['reason'];
type Adding = Extract<Step, { act: 'add' }>;
type Changing = Extract<Step, { act: 'change' }>;

/** A write that may go ahead. */
interface Ready {
  write(): void;
  /** The document after an addition. */
  readonly added: Doc | null;
}

/** Carries out one commit within the transaction that is open. */
export type Perform = (place: PartitionPlace, steps: readonly Step[]) => CommitResult;

/** The values after the additions, or null where a bound does not hold. */
function added({ amounts, bounds }: Adding, before: readonly Raw[]): Raw[] | null {
  const after = [...before];
  for (const { place, amount } of amounts) {
    const sum = (after[place] as number) + amount;
    if (!Number.isSafeInteger(sum)) return null;
    after[place] = sum;
  }
  for (const { place, atLeast, atMost, atMostPlace } of bounds) {
    const value = after[place] as number;
    if (atLeast !== null && value < atLeast) return null;
    if (atMost !== null && value > atMost) return null;
    if (atMostPlace !== null && value > (after[atMostPlace] as number)) return null;
  }
  return after;
}

/**
 * First every write is checked, then all are written: a refused commit has written nothing, so that it needs no
 * savepoint and never disturbs the others of its transaction. That is exact because a commit writes each document once.
 */
export function performer(
  references: References,
  versions: Versions,
  tables: readonly Table[],
  documentsOf: (table: Table) => Documents,
): Perform {
  const numberOf = (value: Raw): Raw =>
    typeof value === 'string' ? references.newGuid(value) : value;

  /** The row with numbers for its GUIDs. */
  const placed = (table: Table, row: readonly Raw[]): Raw[] => {
    const copy = [...row];
    for (const place of table.guids) copy[place] = numberOf(copy[place] ?? null);
    return copy;
  };

  const creating = (table: Table, partition: number, given: readonly Raw[]): Ready | Reason => {
    const documents = documentsOf(table);
    const row = placed(table, given);
    if (documents.exists(partition, row.slice(1, 1 + table.keyLength))) return 'exists';
    return {
      added: null,
      write() {
        row[0] = versions.next();
        documents.insert(partition, row);
      },
    };
  };

  const changing = (table: Table, partition: number, step: Changing): Ready => ({
    added: null,
    write() {
      const values = step.values.map((value, nth) =>
        table.guids.includes(step.places[nth] ?? 0) ? numberOf(value) : value,
      );
      const moves = step.moves.map((move) => {
        const places = table.eachIndexes[move.nth]?.places ?? [];
        const number = (value: Raw, nth: number): Raw =>
          table.guids.includes(places[nth] ?? 0) ? numberOf(value) : value;
        return { ...move, comeBy: move.comeBy.map(number) };
      });
      const places = [0, ...step.places];
      documentsOf(table).change(partition, step.rowid, places, [versions.next(), ...values], moves);
    },
  });

  const replacing = (
    table: Table,
    partition: number,
    before: readonly Raw[],
    after: Raw[],
    isAddition: boolean,
  ): Ready => ({
    added: isAddition ? docOf(table, after, references) : null,
    write() {
      after[0] = versions.next();
      documentsOf(table).update(partition, before, after);
    },
  });

  const checked = (step: Step, partition: number): Ready | Reason => {
    const table = tables[step.table];
    if (table === undefined) throw new Error('A step names no kind.');
    if (step.act === 'create') return creating(table, partition, step.row);
    const documents = documentsOf(table);
    if (step.act === 'change' && documents.isAt(partition, step.rowid, step.version))
      return changing(table, partition, step);
    const key = placedKey(table, step.key, references);
    const before = key === null ? undefined : documents.byKey(partition, key);
    if (before === undefined) return 'missing';
    if (step.act === 'add') {
      const after = added(step, before);
      return after === null ? 'out-of-bounds' : replacing(table, partition, before, after, true);
    }
    if (step.act === 'change' || before[0] !== step.version) return 'changed';
    if (step.act === 'replace')
      return replacing(table, partition, before, placed(table, step.row), false);
    return {
      added: null,
      write() {
        documents.remove(partition, before);
      },
    };
  };

  return (place, steps) => {
    const partition = typeof place === 'number' ? place : references.newPartition(place);
    const ready: Ready[] = [];
    for (const [nth, step] of steps.entries()) {
      const outcome = checked(step, partition);
      if (typeof outcome === 'string') return { outcome: 'refused', write: nth, reason: outcome };
      ready.push(outcome);
    }
    for (const one of ready) one.write();
    return { outcome: 'committed', added: ready.map((one) => one.added) };
  };
}
