import type { CommitResult } from '../../ports/store.ts';
import type { Documents } from './documents.ts';
import type { Raw } from './fields.ts';
import type { Table } from './layout.ts';
import type { References } from './references.ts';
import { docOf, placedKey, rowidPlace } from './rows.ts';
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

  /** Rows of which only these places matter, the others being the same before and after. */
  const atPlaces = (table: Table, places: readonly number[], values: readonly Raw[]): Raw[] => {
    const row = new Array<Raw>(rowidPlace(table) + 1).fill(null);
    places.forEach((place, nth) => (row[place] = values[nth] ?? null));
    return row;
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
    if (step.act === 'change' && documents.isAt(step.rowid, version)) {
      const before = atPlaces(table, step.places, step.before);
      before[0] = version;
      before[rowidPlace(table)] = step.rowid;
      const after = placed(table, atPlaces(table, step.places, step.after));
      return { step, table, documents, before, after };
    }
    const before = documents.byKey(partition, key);
    if (before === undefined) return 'missing';
    if (step.act === 'change' || before[0] !== version) return 'changed';
    const after = step.act === 'delete' ? null : placed(table, step.row);
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
