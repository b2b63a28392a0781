import { quoted, type Raw } from './fields.ts';
import { ELEMENT, PARTITION, type IndexLayout, type Table } from './layout.ts';
import { entriesPlace } from './rows.ts';
import type { Statements } from './statements.ts';

const listed = (text: Raw | undefined): string[] =>
  typeof text === 'string' ? (JSON.parse(text) as string[]) : [];

const sideColumns = (index: IndexLayout): string[] => [
  PARTITION,
  ELEMENT,
  ...[...index.equals, ...index.sort].map((field) => quoted(field.name)),
];

const insertSql = (index: IndexLayout): string => {
  const columns = sideColumns(index);
  return `INSERT INTO ${quoted(index.tree)} (${columns.join(', ')}) VALUES (${columns
    .map(() => '?')
    .join(', ')})`;
};

const deleteSql = (index: IndexLayout): string =>
  `DELETE FROM ${quoted(index.tree)} WHERE ${sideColumns(index)
    .map((column) => `${column} IS ?`)
    .join(' AND ')}`;

/** Brings the side tables of a kind's `each` indexes from one row to another, null for none. */
export type MoveEntries = (
  partition: number,
  before: readonly Raw[] | null,
  after: readonly Raw[] | null,
) => void;

/** What is the same on both sides is not touched: most writes leave a person's words and places as they are. */
export function entriesMover(statements: Statements, table: Table): MoveEntries {
  const indexes = table.eachIndexes.map((index, nth) => ({
    places: index.places,
    entries: entriesPlace(table, nth),
    insert: insertSql(index),
    remove: deleteSql(index),
  }));
  return (partition, before, after) => {
    for (const { places, entries, insert, remove } of indexes) {
      const stay =
        before !== null &&
        after !== null &&
        places.every((place) => before[place] === after[place]);
      const oldText = before?.[entries];
      const newText = after?.[entries];
      if (stay && oldText === newText) continue;
      const oldEntries = listed(oldText);
      const newEntries = listed(newText);
      const values = (row: readonly Raw[] | null): Raw[] =>
        places.map((place) => row?.[place] ?? null);
      for (const entry of oldEntries)
        if (!stay || !newEntries.includes(entry))
          statements(remove).run(partition, entry, ...values(before));
      for (const entry of newEntries)
        if (!stay || !oldEntries.includes(entry))
          statements(insert).run(partition, entry, ...values(after));
    }
  };
}
