import { markOf } from '../../ports/cursors.ts';
import type { Page, Partition, Question } from '../../ports/store.ts';
import { cursorAfter, valuesIn } from './cursors.ts';
import { quoted, type Doc, type Raw } from './fields.ts';
import { ELEMENT, keyColumns, rowColumns, type IndexLayout, type Table } from './layout.ts';
import { askedOf, type Asked, type Condition, type SortColumn } from './questions.ts';
import type { References } from './references.ts';
import { heldOf } from './rows.ts';
import type { Statements } from './statements.ts';

/** Where an index's entries are, under the name `k`; named outright, so that no planner chooses another way. */
function entriesOf(table: Table, index: IndexLayout): string {
  if (index.each !== null) return `${quoted(index.tree)} AS k`;
  return `${table.name} AS k INDEXED BY ${quoted(index.tree)}`;
}

/** An index's entries with the documents behind them, these under the name `d`. */
function documentsOf(table: Table, index: IndexLayout): { from: string; doc: string } {
  if (index.each === null) return { from: entriesOf(table, index), doc: 'k' };
  const joined = keyColumns(table).map((column) => `d.${column} = k.${column}`);
  return {
    from: `${entriesOf(table, index)} CROSS JOIN ${table.name} AS d ON ${joined.join(' AND ')}`,
    doc: 'd',
  };
}

const LEAST: Record<SortColumn['base'], string> = {
  guid: '0',
  'written-guid': `''`,
  flag: '0',
  integer: '-9223372036854775808',
  text: `''`,
  json: `''`,
};

/**
 * The ranges that together hold what lies behind an entry, nearest first: those that agree with it in all sort columns
 * but the last and are greater there, then in all but the last two, and so on. Nulls come first and are greater than nothing.
 */
function rangesAfter(asked: Asked, after: readonly Raw[] | null): Condition[][] {
  if (after === null) return [[...asked.lower, ...asked.upper]];
  return asked.sort
    .map((column, nth): Condition[] => {
      const value = after[nth] ?? null;
      return [
        ...asked.sort.slice(0, nth).map((same, place) => ({
          sql: `${same.column} ${same.nullable ? 'IS' : '='} ?`,
          values: [after[place] ?? null],
        })),
        value === null
          ? { sql: `${column.column} >= ${LEAST[column.base]}`, values: [] }
          : { sql: `${column.column} > ?`, values: [value] },
        ...(nth === 0 ? asked.upper : []),
      ];
    })
    .reverse();
}

const allOf = (conditions: readonly Condition[]): { where: string; values: Raw[] } => ({
  where: conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

/** One page of an index. `once` runs several statements as of one moment. */
export function listPage(
  { statements, references }: { statements: Statements; references: References },
  table: Table,
  index: IndexLayout,
  partition: Partition,
  question: Question<Doc>,
): Page<Doc> {
  const { after, limit, equals, each, from, upTo } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new Error(`${table.kind.name}.${index.name}: the limit must be 1 to 1,000.`);
  const place = references.partition(partition);
  const asked = askedOf(table, index, place ?? 0, question, references);
  if (place === null || asked === null) return { items: [], next: null };

  const mark = markOf([partition, table.kind.name, index.name, equals, each, from, upTo]);
  const behind = after == null ? null : valuesIn(after, mark, asked.sort, references);
  const { from: source, doc } = documentsOf(table, index);
  const startsWith = typeof each === 'object';
  const columns = rowColumns(table).map((column) => `${doc}.${column}`);
  if (startsWith) columns.push(`k.${ELEMENT}`);
  const order = asked.sort.map(({ column }) => column);

  const rows: Raw[][] = [];
  for (const [nth, range] of rangesAfter(asked, behind).entries()) {
    const { where, values } = allOf([...asked.fixed, ...range]);
    const sorted = behind === null ? order : order.slice(order.length - 1 - nth);
    const by = sorted.length === 0 ? '' : ` ORDER BY ${sorted.join(', ')}`;
    const sql = `SELECT ${columns.join(', ')} FROM ${source} WHERE ${where}${by} LIMIT ?`;
    rows.push(...statements.rows(sql, ...values, limit + 1 - rows.length));
    if (rows.length > limit) break;
  }

  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const sortValues = (row: readonly Raw[]): Raw[] => [
    ...(startsWith ? [row[columns.length - 1] ?? null] : []),
    ...index.sort.map((field) => row[table.position.get(field.name) ?? 0] ?? null),
  ];
  return {
    items: rows.slice(0, limit).map((row) => {
      const held = heldOf(table, row, references);
      return startsWith ? { ...held, element: String(row[columns.length - 1]) } : held;
    }),
    next: last === undefined ? null : cursorAfter(mark, asked.sort, sortValues(last), references),
  };
}

/** How many entries an index has for the question. */
export function countEntries(
  { statements, references }: { statements: Statements; references: References },
  table: Table,
  index: IndexLayout,
  partition: Partition,
  question: Omit<Question<Doc>, 'after' | 'limit'>,
): number {
  const place = references.partition(partition);
  const asked = askedOf(table, index, place ?? 0, question, references);
  if (place === null || asked === null) return 0;
  const { where, values } = allOf([...asked.fixed, ...asked.lower, ...asked.upper]);
  const sql = `SELECT count(*) FROM ${entriesOf(table, index)} WHERE ${where}`;
  return Number(statements.row(sql, ...values)?.[0] ?? 0);
}
