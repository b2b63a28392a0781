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

/**
 * The statements that make a kind's table, without its indexes. The key has a tree of its own beside the rows: rows may
 * be wide, and new ones are appended wherever their key falls, so that inserts touch few pages.
 */
export function tableDdl(table: Table): string[] {
  const columns = [
    `${VERSION} INTEGER ${table.logTree === null ? 'NOT NULL' : 'PRIMARY KEY'}`,
    `${PARTITION} INTEGER NOT NULL`,
    ...table.fields.map(columnDefinition),
    ...table.eachIndexes.map((index) => `${entriesColumn(index.name)} TEXT`),
  ];
  const made = [
    `CREATE TABLE ${table.name} (${columns.join(', ')})`,
    `CREATE UNIQUE INDEX ${quoted(table.keyTree)} ON ${table.name} (${keyColumns(table).join(', ')})`,
  ];
  if (table.logTree !== null)
    made.push(`CREATE INDEX ${quoted(table.logTree)} ON ${table.name} (${PARTITION})`);
  return made;
}

/** The statement that makes an index's tree or side table; none where the key's own tree serves. */
export function indexDdl(table: Table, index: IndexLayout): string[] {
  if (index.tree === table.keyTree) return [];
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
