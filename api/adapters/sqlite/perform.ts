import type { CommitResult } from '../../ports/store.ts';
import type { Raw } from './fields.ts';
import type { Table } from './layout.ts';
import { moveEntries } from './entries.ts';
import type { References } from './references.ts';
import { docOf, entriesText, placedKey, rowByKeySql } from './rows.ts';
import type { Statements } from './statements.ts';
import type { Step } from './steps.ts';
import { deleteSql, insertSql, updatesOf, versionSql } from './updates.ts';
import type { Versions } from './versions.ts';

type Reason = Extract<CommitResult, { outcome: 'refused' }>['reason'];

/** A write that may go ahead: the row as it is, and as it is to be. */
interface Ready {
  readonly act: Step['act'];
  readonly table: Table;
  readonly before: readonly Raw[] | null;
  readonly after: Raw[] | null;
}

/** Carries out one commit within the transaction that is open. */
export type Perform = (partitionName: string, steps: readonly Step[]) => CommitResult;

/**
 * First every write is checked, then all are written: a refused commit has written nothing, so that it needs no
 * savepoint and never disturbs the others of its transaction. That is exact because a commit writes each document once.
 */
export function performer(
  statements: Statements,
  references: References,
  versions: Versions,
  tables: Iterable<Table>,
): Perform {
  const plans = new Map(
    [...tables].map((table) => [
      table,
      {
        updateOf: updatesOf(table),
        row: rowByKeySql(table),
        version: versionSql(table),
        insert: insertSql(table),
        remove: deleteSql(table),
        guids: table.fields.flatMap((field, nth) => (field.base === 'guid' ? [nth + 1] : [])),
      },
    ]),
  );
  type Plan = NonNullable<ReturnType<typeof plans.get>>;

  /** The row with numbers for its GUIDs. */
  const placed = (plan: Plan, row: readonly Raw[]): Raw[] => {
    const copy = [...row];
    for (const place of plan.guids) {
      const guid = copy[place];
      if (typeof guid === 'string') copy[place] = references.newGuid(guid);
    }
    return copy;
  };

  const found = (plan: Plan, table: Table, partition: number, key: readonly Raw[]) => {
    const known = placedKey(table, key, references);
    return known === null ? undefined : statements.row(plan.row, partition, ...known);
  };

  const added = (step: Extract<Step, { act: 'add' }>, before: readonly Raw[]): Raw[] | null => {
    const after = [...before];
    for (const { place, amount } of step.amounts) {
      const sum = (after[place] as number) + amount;
      if (!Number.isSafeInteger(sum)) return null;
      after[place] = sum;
    }
    for (const { place, atLeast, atMost, atMostPlace } of step.bounds) {
      const value = after[place] as number;
      if (atLeast !== null && value < atLeast) return null;
      if (atMost !== null && value > atMost) return null;
      if (atMostPlace !== null && value > (after[atMostPlace] as number)) return null;
    }
    const { table } = step;
    if (table.eachIndexes.length > 0) {
      const doc = docOf(table, after, references);
      table.eachIndexes.forEach((index, nth) => {
        after[1 + table.fields.length + nth] = entriesText(table, index, doc, after);
      });
    }
    return after;
  };

  const checked = (plan: Plan, step: Step, partition: number): Ready | Reason => {
    const { act, table } = step;
    if (step.act === 'create') {
      const after = placed(plan, step.row);
      const key = after.slice(1, 1 + table.keyLength);
      if (statements.row(plan.version, partition, ...key) !== undefined) return 'exists';
      return { act, table, before: null, after };
    }
    const key = 'key' in step ? step.key : step.row.slice(1, 1 + table.keyLength);
    const before = found(plan, table, partition, key);
    if (before === undefined) return 'missing';
    if (step.act === 'add') {
      const after = added(step, before);
      return after === null ? 'out-of-bounds' : { act, table, before, after };
    }
    if (String(before[0]) !== step.version) return 'changed';
    return { act, table, before, after: step.act === 'delete' ? null : placed(plan, step.row) };
  };

  const write = (plan: Plan, { table, before, after }: Ready, partition: number): void => {
    if (after !== null) after[0] = versions.next();
    if (after === null) {
      const key = before?.slice(1, 1 + table.keyLength) ?? [];
      statements(plan.remove).run(partition, ...key);
    } else if (before === null) statements(plan.insert).run(partition, ...after);
    else {
      const { sql, places } = plan.updateOf(before, after);
      const values = places.map((place) => after[place] ?? null);
      statements(sql).run(...values, partition, ...after.slice(1, 1 + table.keyLength));
    }
    if (table.eachIndexes.length > 0) moveEntries(statements, table, partition, before, after);
  };

  const planOf = (table: Table): Plan => {
    const plan = plans.get(table);
    if (plan === undefined) throw new Error(`${table.kind.name} is not declared in this store.`);
    return plan;
  };

  return (partitionName, steps) => {
    const partition = references.newPartition(partitionName);
    const ready: Ready[] = [];
    for (const [place, step] of steps.entries()) {
      const outcome = checked(planOf(step.table), step, partition);
      if (typeof outcome === 'string') return { outcome: 'refused', write: place, reason: outcome };
      ready.push(outcome);
    }
    for (const one of ready) write(planOf(one.table), one, partition);
    return {
      outcome: 'committed',
      added: ready.map(({ table, act, after }) =>
        act === 'add' && after !== null ? docOf(table, after, references) : null,
      ),
    };
  };
}
