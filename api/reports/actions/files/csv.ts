import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { toIso } from '../../../kernel/time.ts';
import type { Cell, CellType, Column, Row } from '../../rules/columns.ts';

/** Tells Excel that the file is in UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** As spreadsheets read a time in a CSV: in UTC, to the second. */
const timeOf = (at: number): string => toIso(at).slice(0, 19).replace('T', ' ');

function textOf(cell: Cell, type: CellType): string | number | null {
  if (type === 'instant' && typeof cell === 'number') return timeOf(cell);
  if (type === 'money' && typeof cell === 'number') return cell.toFixed(2);
  return typeof cell === 'boolean' ? String(cell) : cell;
}

/** Lines of CSV, in which cells that a spreadsheet would run as formulas are defused by an apostrophe. */
const linesOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' });

/**
 * A report as CSV in UTF-8 with a byte order mark, as Excel reads it, made as it is read.
 * @param pages the rows, so many at a time; never more than one of these is held
 */
export function csvFile(
  columns: readonly Column[],
  headings: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Readable {
  const types = columns.map(({ type }) => type);
  const cells = (row: Row) => row.map((cell, nth) => textOf(cell, types[nth] ?? 'text'));
  async function* portions(): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + linesOf([headings]);
    for await (const rows of pages) if (rows.length > 0) yield linesOf(rows.map(cells));
  }
  return Readable.from(portions(), { objectMode: false });
}
