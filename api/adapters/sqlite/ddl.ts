import { columnType, quoted } from './fields.ts';
import {
  columnDefinition,
  ELEMENT,
  entriesColumn,
  indexColumns,
  keyColumns,
  PARTITION,
  VERSION,
  whenHolds,
  type IndexLayout,
  type Table,
} from './layout.ts';

/** The statements that make a kind's table, without its indexes. */
export function tableDdl(table: Table): string[] {
  const columns = [
    ...table.fields.map(columnDefinition),
    ...table.eachIndexes.map((index) => `${entriesColumn(index)} TEXT`),
  ];
  const key = keyColumns(table).join(', ');
  if (table.logTree === null)
    return [
      `CREATE TABLE ${table.name} (${PARTITION} INTEGER NOT NULL, ${VERSION} INTEGER NOT NULL, ${columns.join(
        ', ',
      )}, PRIMARY KEY (${key})) WITHOUT ROWID`,
    ];
  return [
    `CREATE TABLE ${table.name} (${VERSION} INTEGER PRIMARY KEY, ${PARTITION} INTEGER NOT NULL, ${columns.join(
      ', ',
    )}, UNIQUE (${key}))`,
    `CREATE INDEX ${quoted(table.logTree)} ON ${table.name} (${PARTITION})`,
  ];
}

/** The statement that makes an index's tree or side table; none where the table itself lies in its order. */
export function indexDdl(table: Table, index: IndexLayout): string[] {
  if (index.tree === null) return [];
  const columns = indexColumns(index).join(', ');
  if (index.each === null)
    return [
      `CREATE INDEX ${quoted(index.tree)} ON ${table.name} (${columns})${
        index.when === null ? '' : ` WHERE ${whenHolds(index.when)}`
      }`,
    ];
  const fields = [...index.equals, ...index.sort];
  const typed = fields.map((field) => `${quoted(field.name)} ${columnType(field)}`);
  const all = [`${PARTITION} INTEGER`, `${ELEMENT} TEXT`, ...typed].join(', ');
  const side = quoted(index.tree);
  // A primary key takes no nulls, so that a side table with nullable columns is a common one with an index.
  return fields.some((field) => field.nullable)
    ? [
        `CREATE TABLE ${side} (${all})`,
        `CREATE INDEX ${quoted(`${index.tree}._entries`)} ON ${side} (${columns})`,
      ]
    : [`CREATE TABLE ${side} (${all}, PRIMARY KEY (${columns})) WITHOUT ROWID`];
}

/** The statement that makes the tree by which expired documents are found. */
export const expiryDdl = (table: Table): string[] =>
  table.expiryTree === null || table.kind.expires === undefined
    ? []
    : [
        `CREATE INDEX ${quoted(table.expiryTree)} ON ${table.name} (${quoted(table.kind.expires)}) WHERE ${quoted(
          table.kind.expires,
        )} IS NOT NULL`,
      ];
