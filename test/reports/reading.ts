import { createReadStream } from 'node:fs';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJs from 'exceljs';
import readXlsxFile from 'read-excel-file/node';

/** What an independent reader finds in a file: the headings, and each row by them. */
export interface FoundFile {
  readonly headings: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const byHeading = (headings: readonly string[], cells: readonly unknown[]) =>
  Object.fromEntries(headings.map((heading, nth) => [heading, cells[nth] ?? null]));

/** Rows as they are read, the headings first, one at a time. */
export async function* csvRows(content: Readable): AsyncGenerator<readonly unknown[]> {
  const rows = content.pipe(parse({ bom: true, relax_column_count: false }));
  content.on('error', (error) => rows.destroy(error));
  for await (const row of rows) yield row as string[];
}

/** As `csvRows`, of all sheets of a workbook, which are in memory. */
async function* xlsxRows(file: string): AsyncGenerator<readonly unknown[]> {
  for (const { data } of await readXlsxFile(file)) for (const row of data) yield row;
}

/**
 * The same of a workbook of any size, by exceljs. Where a letter of several bytes lies on the border of two of its reads,
 * it gives replacement characters instead (exceljs 4.4.0).
 */
export async function* manyXlsxRows(file: string): AsyncGenerator<readonly unknown[]> {
  const workbook = new ExcelJs.stream.xlsx.WorkbookReader(createReadStream(file), {
    ...{ worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore' },
    ...{ styles: 'cache', entries: 'emit' },
  });
  for await (const sheet of workbook)
    for await (const row of sheet) yield (row.values as unknown[]).slice(1);
}

async function gather(rows: AsyncIterable<readonly unknown[]>): Promise<FoundFile> {
  let headings: readonly string[] | null = null;
  const found: Readonly<Record<string, unknown>>[] = [];
  for await (const cells of rows) {
    if (headings === null) headings = cells as string[];
    else found.push(byHeading(headings, cells));
  }
  return { headings: headings ?? [], rows: found };
}

/** A file of CSV. */
export const readCsv = (bytes: Uint8Array): Promise<FoundFile> =>
  gather(csvRows(Readable.from([bytes])));

/** A workbook. */
export async function readXlsx(bytes: Uint8Array): Promise<FoundFile> {
  const folder = await mkdtemp(join(tmpdir(), 'headcount-'));
  const file = join(folder, 'report.xlsx');
  try {
    await writeFile(file, bytes);
    return await gather(xlsxRows(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
