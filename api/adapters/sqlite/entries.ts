import { quoted, type Raw } from './fields.ts';
import type { IndexLayout, Table } from './layout.ts';
import { sideColumns, sideValues } from './rows.ts';
import type { Statements } from './statements.ts';

const listed = (text: Raw | undefined): string[] =>
  typeof text === 'string' ? (JSON.parse(text) as string[]) : [];

const insertSql = (index: IndexLayout): string => {
  const columns = sideColumns(index);
  return `INSERT INTO ${quoted(index.tree ?? '')} (${columns.join(', ')}) VALUES (${columns
    .map(() => '?')
    .join(', ')})`;
};

const deleteSql = (index: IndexLayout): string =>
  `DELETE FROM ${quoted(index.tree ?? '')} WHERE ${sideColumns(index)
    .map((column) => `${column} IS ?`)
    .join(' AND ')}`;

/**
 * Brings the side tables of a kind's `each` indexes from one row to another, null for none. What is the same on both
 * sides is not touched: most writes leave a person's words and places as they are.
 */
export function moveEntries(
  statements: Statements,
  table: Table,
  partition: number,
  before: readonly Raw[] | null,
  after: readonly Raw[] | null,
): void {
  table.eachIndexes.forEach((index, nth) => {
    const place = 1 + table.fields.length + nth;
    const oldValues = before === null ? [] : sideValues(table, index, before);
    const newValues = after === null ? [] : sideValues(table, index, after);
    const stay =
      oldValues.length === newValues.length && oldValues.every((v, i) => v === newValues[i]);
    if (stay && before?.[place] === after?.[place]) return;
    const oldEntries = listed(before?.[place]);
    const newEntries = listed(after?.[place]);
    for (const entry of oldEntries)
      if (!stay || !newEntries.includes(entry))
        statements(deleteSql(index)).run(partition, entry, ...oldValues);
    for (const entry of newEntries)
      if (!stay || !oldEntries.includes(entry))
        statements(insertSql(index)).run(partition, entry, ...newValues);
  });
}
