import { entriesMover, movesBetween, type EntriesMove } from './entries.ts';
import { quoted, type Raw } from './fields.ts';
import {
  keyColumns,
  PARTITION,
  rowColumns,
  VERSION,
  writtenColumns,
  type Table,
} from './layout.ts';
import type { Recent } from './recent.ts';
import { rowidPlace } from './rows.ts';
import type { Statements } from './statements.ts';

/** Rows read of late by their version; an accelerator for the writes that follow, never an answer by itself. */
export type RecentRows = Recent<number, readonly Raw[]>;

/** A longer text is not kept in memory for the write that may follow. */
const REMEMBERED_TEXT = 2_000;

/** The documents of one kind, by their rows. Keys and rows hold numbers for GUIDs. */
export interface Documents {
  byKey(partition: number, key: readonly Raw[]): readonly Raw[] | undefined;
  exists(partition: number, key: readonly Raw[]): boolean;
  /** Whether the row with that number of SQLite's is in that partition and at that version. */
  isAt(partition: number, rowid: number, version: number): boolean;
  insert(partition: number, row: readonly Raw[]): void;
  update(partition: number, before: readonly Raw[], after: readonly Raw[]): void;
  /** Sets values at places of the row with that number of SQLite's, and moves entries. */
  change(
    partition: number,
    rowid: number,
    places: readonly number[],
    values: readonly Raw[],
    moves: readonly EntriesMove[],
  ): void;
  remove(partition: number, row: readonly Raw[]): void;
}

const equalTo = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = ?`).join(' AND ');

/** The rows of a kind over one connection. */
export function documentsOf(
  statements: Statements,
  table: Table,
  recent: RecentRows | null,
): Documents {
  const from = `FROM ${table.name} INDEXED BY ${quoted(table.keyTree)} WHERE ${equalTo(keyColumns(table))}`;
  const byKeySql = `SELECT ${rowColumns(table).join(', ')} ${from}`;
  const existsSql = `SELECT 1 ${from}`;
  const versionSql = `SELECT ${VERSION} FROM ${table.name} WHERE rowid = ? AND ${PARTITION} = ?`;
  const written = writtenColumns(table);
  const insertSql = `INSERT INTO ${table.name} (${[PARTITION, ...written].join(', ')}) VALUES (?${', ?'.repeat(written.length)})`;
  const removeSql = `DELETE FROM ${table.name} WHERE rowid = ?`;
  const rowid = rowidPlace(table);
  const moveEntries = entriesMover(statements, table);
  const updates = new Map<string, string>();

  /** Sets what changed and nothing else: SQLite rewrites each index whose column is set, changed or not. */
  const updateSql = (changed: readonly number[]): string => {
    const name = changed.join();
    let sql = updates.get(name);
    if (sql === undefined) {
      const set = changed.map((place) => `${written[place] ?? VERSION} = ?`).join(', ');
      sql = `UPDATE ${table.name} SET ${set} WHERE rowid = ?`;
      updates.set(name, sql);
    }
    return sql;
  };

  const isShort = (row: readonly Raw[]): boolean => {
    for (const place of table.texts) {
      const value = row[place];
      if (typeof value === 'string' && value.length > REMEMBERED_TEXT) return false;
    }
    return true;
  };

  const byKey = (partition: number, key: readonly Raw[]): readonly Raw[] | undefined => {
    const row = statements(byKeySql).get(partition, ...key) as unknown as Raw[] | undefined;
    if (row !== undefined && recent !== null) if (isShort(row)) recent.set(row[0] as number, row);
    return row;
  };

  const change: Documents['change'] = (partition, number, places, values, moves) => {
    statements(updateSql(places)).run(...values, number);
    moveEntries(partition, moves);
  };

  return {
    byKey,
    exists: (partition, key) => statements(existsSql).get(partition, ...key) !== undefined,
    isAt: (partition, number, version) =>
      (statements(versionSql).get(number, partition) as unknown as [number] | undefined)?.[0] ===
      version,
    insert(partition, row) {
      statements(insertSql).run(partition, ...row.slice(0, written.length));
      moveEntries(partition, movesBetween(table, null, row));
    },
    update(partition, before, after) {
      const changed: number[] = [];
      const values: Raw[] = [];
      for (let place = 0; place < written.length; place++) {
        const value = after[place] ?? null;
        if (value === before[place]) continue;
        changed.push(place);
        values.push(value);
      }
      change(
        partition,
        before[rowid] as number,
        changed,
        values,
        movesBetween(table, before, after),
      );
    },
    change,
    remove(partition, row) {
      statements(removeSql).run(row[rowid] ?? null);
      moveEntries(partition, movesBetween(table, row, null));
    },
  };
}
