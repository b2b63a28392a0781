import { Readable } from 'node:stream';
import { writeXlsxStream, type CellValue, type ColumnDef } from 'hucre/xlsx';
import { SECOND_MS } from '../../../kernel/time.ts';
import type { Cell, CellType, Column, Row } from '../../rules/columns.ts';

/** How Excel shows what is not text. */
const FORMATS: Readonly<Partial<Record<CellType, string>>> = {
  instant: 'yyyy-mm-dd hh:mm:ss',
  day: 'yyyy-mm-dd',
  month: 'yyyy-mm',
  number: '0',
  money: '#,##0.00',
};

/** How wide columns are, in characters. */
const WIDTHS: Readonly<Record<CellType, number>> = {
  text: 32,
  number: 14,
  money: 14,
  flag: 12,
  instant: 20,
  day: 12,
  month: 10,
};

/** The longest text that a cell of Excel holds; a longer one makes it refuse the file. */
const TEXT_LENGTH_MAX = 32_767;

/** Control characters, and what XML cannot hold. */
const NOT_IN_XML = /[[\p{Cc}\uFFFE\uFFFF]--[\t\n\r]]/gv;
/** What Excel would take for an escaped character. */
const LIKE_AN_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text as Excel shows it unchanged: without what no file can hold, and with what is too long cut off and said so. */
function textOf(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(NOT_IN_XML, '\uFFFD')
    .replace(LIKE_AN_ESCAPE, '_x005F_');
  return clean.length <= TEXT_LENGTH_MAX ? clean : `${clean.slice(0, TEXT_LENGTH_MAX - 1)}…`;
}

function valueOf(cell: Cell, type: CellType): CellValue {
  if (cell === null) return null;
  switch (type) {
    case 'instant':
      return new Date(Math.floor(Number(cell) / SECOND_MS) * SECOND_MS);
    case 'day':
      return new Date(`${String(cell)}T00:00:00Z`);
    case 'month':
      return new Date(`${String(cell)}-01T00:00:00Z`);
    default:
      return typeof cell === 'string' ? textOf(cell) : cell;
  }
}

/**
 * A report as a workbook of Excel, made as it is read: numbers, dates and flags are such, and texts are texts whatever
 * they look like, so that none is run as a formula. What does not fit a sheet goes on in the next, under the same headings.
 * @param sheet the name of the sheet, at most 31 characters
 * @param pages the rows, so many at a time; never more than one of these is held
 */
export function xlsxFile(
  sheet: string,
  columns: readonly Column[],
  headings: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Readable {
  const types = columns.map(({ type }) => type);
  async function* rows(): AsyncGenerator<CellValue[]> {
    for await (const page of pages)
      for (const row of page) yield row.map((cell, nth) => valueOf(cell, types[nth] ?? 'text'));
  }
  const defined = types.map((type, nth): ColumnDef => {
    const numFmt = FORMATS[type];
    return {
      header: headings[nth] ?? '',
      width: WIDTHS[type],
      ...(numFmt === undefined ? {} : { numFmt }),
    };
  });
  const stream = writeXlsxStream(rows(), {
    name: sheet,
    columns: defined,
    freezePane: { rows: 1 },
    zip64: false,
  });
  return Readable.fromWeb(stream);
}
