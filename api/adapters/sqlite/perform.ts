import type { CommitResult } from '../../ports/store.ts';
import type { Documents } from './documents.ts';
import type { Raw } from './fields.ts';
import type { Table } from './layout.ts';
import type { References } from './references.ts';
import { docOf, entriesPlace, placedKey } from './rows.ts';
import type { Step } from './steps.ts';
import type { Versions } from './versions.ts';

type Reason = Extract<CommitResult, { outcome: 'refused' }>['reason'];
type Adding = Extract<Step, { act: 'add' }>;

/** A write that may go ahead: the row as it is, and as it is to be. */
interface Ready {
  readonly step: Step;
  readonly table: Table;
  readonly documents: Documents;
  readonly before: readonly Raw[] | null;
  readonly after: Raw[] | null;
}

/** Carries out one commit within the transaction that is open. */
export type Perform = (partitionName: string, steps: readonly Step[]) => CommitResult;

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
  /** The row with numbers for its GUIDs. */
  const placed = (table: Table, row: readonly Raw[]): Raw[] => {
    const copy = [...row];
    for (const place of table.guids) {
      const guid = copy[place];
      if (typeof guid === 'string') copy[place] = references.newGuid(guid);
    }
    return copy;
  };

  /** Entries that the step leaves as they are. */
  const keepEntries = (table: Table, before: readonly Raw[], after: Raw[]): void => {
    for (let nth = 0; nth < table.eachIndexes.length; nth++)
      after[entriesPlace(table, nth)] ??= before[entriesPlace(table, nth)] ?? null;
  };

  const checked = (step: Step, partition: number): Ready | Reason => {
    const table = tables[step.table];
    if (table === undefined) throw new Error('A step names no kind.');
    const documents = documentsOf(table);
    if (step.act === 'create') {
      const after = placed(table, step.row);
      const key = after.slice(1, 1 + table.keyLength);
      return documents.exists(partition, key)
        ? 'exists'
        : { step, table, documents, before: null, after };
    }
    const key = placedKey(table, step.key, references);
    if (key === null) return 'missing';
    if (step.act === 'add') {
      const before = documents.byKey(partition, key);
      if (before === undefined) return 'missing';
      const after = added(step, before);
      if (after === null) return 'out-of-bounds';
      return { step, table, documents, before, after };
    }
    const version = Number(step.version);
    const before = documents.expected(version, partition, key);
    if (before === undefined) return 'missing';
    if (before[0] !== version) return 'changed';
    if (step.act === 'delete') return { step, table, documents, before, after: null };
    const after = placed(table, step.row);
    keepEntries(table, before, after);
    return { step, table, documents, before, after };
  };

  const write = ({ documents, before, after }: Ready, partition: number): void => {
    if (after !== null) after[0] = versions.next();
    if (before === null && after !== null) documents.insert(partition, after);
    else if (before !== null && after !== null) documents.update(partition, before, after);
    else if (before !== null) documents.remove(partition, before);
  };

  return (partitionName, steps) => {
    const partition = references.newPartition(partitionName);
    const ready: Ready[] = [];
    for (const [place, step] of steps.entries()) {
      const outcome = checked(step, partition);
      if (typeof outcome === 'string') return { outcome: 'refused', write: place, reason: outcome };
      ready.push(outcome);
    }
    for (const one of ready) write(one, partition);
    return {
      outcome: 'committed',
      added: ready.map(({ step, table, after }) =>
        step.act === 'add' && after !== null ? docOf(table, after, references) : null,
      ),
    };
  };
}
