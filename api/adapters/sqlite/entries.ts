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

/** The entries of one `each` index that go and come, with the values that each of them is ordered by. */
export interface EntriesMove {
  /** The index's place among the table's `eachIndexes`. */
  readonly nth: number;
  readonly gone: readonly string[];
  readonly goneBy: readonly Raw[];
  readonly come: readonly string[];
  readonly comeBy: readonly Raw[];
}

/**
 * What moves in the `each` indexes from one row to another, null for none. What is the same on both sides is not touched:
 * most writes leave a person's words and places as they are.
 */
export function movesBetween(
  table: Table,
  before: readonly Raw[] | null,
  after: readonly Raw[] | null,
): EntriesMove[] {
  const moves: EntriesMove[] = [];
  table.eachIndexes.forEach(({ places }, nth) => {
    const entries = entriesPlace(table, nth);
    const stay =
      before !== null && after !== null && places.every((place) => before[place] === after[place]);
    const oldText = before?.[entries];
    const newText = after?.[entries];
    if (stay && oldText === newText) return;
    const oldEntries = listed(oldText);
    const newEntries = listed(newText);
    moves.push({
      nth,
      gone: stay ? oldEntries.filter((entry) => !newEntries.includes(entry)) : oldEntries,
      goneBy: places.map((place) => before?.[place] ?? null),
      come: stay ? newEntries.filter((entry) => !oldEntries.includes(entry)) : newEntries,
      comeBy: places.map((place) => after?.[place] ?? null),
    });
  });
  return moves;
}

/** Moves entries in the side tables of a kind's `each` indexes. */
export type MoveEntries = (partition: number, moves: readonly EntriesMove[]) => void;

/** The mover of a kind's entries. */
export function entriesMover(statements: Statements, table: Table): MoveEntries {
  const inserts = table.eachIndexes.map(insertSql);
  const deletes = table.eachIndexes.map(deleteSql);
  return (partition, moves) => {
    for (const { nth, gone, goneBy, come, comeBy } of moves) {
      for (const entry of gone) statements(deletes[nth] ?? '').run(partition, entry, ...goneBy);
      for (const entry of come) statements(inserts[nth] ?? '').run(partition, entry, ...comeBy);
    }
  };
}
