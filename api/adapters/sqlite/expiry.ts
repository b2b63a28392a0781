import type { Documents } from './documents.ts';
import { quoted, type Raw } from './fields.ts';
import { PARTITION, rowColumns, type Table } from './layout.ts';
import type { Statements } from './statements.ts';

/** So many documents are dropped in one transaction, so that the event loop stays free. */
const CHUNK = 200;

/** Drops some of a kind's documents that expired before the instant; gives how many, 0 when none is left. */
export function dropSome(
  statements: Statements,
  table: Table,
  documents: Documents,
  before: number,
): number {
  const { expires } = table.kind;
  if (table.expiryTree === null || expires === undefined) return 0;
  const sql = `SELECT ${PARTITION}, ${rowColumns(table).join(', ')} FROM ${table.name} INDEXED BY ${quoted(
    table.expiryTree,
  )} WHERE ${quoted(expires)} < ? LIMIT ?`;
  const rows = statements.rows(sql, before, CHUNK) as [number, ...Raw[]][];
  for (const [partition, ...row] of rows) documents.remove(partition, row);
  return rows.length;
}
