import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AsideTask, Report as Tell } from '../../ports/aside.ts';
import { COLUMNS, type Row } from '../rules/columns.ts';
import { FILE_WORDS } from '../texts/in-language.ts';
import { csvFile } from './files/csv.ts';
import { xlsxFile } from './files/xlsx.ts';
import { ROWS_OF } from './rows/of-kind.ts';
import type { ReadingOrder, RowSource } from './rows/source.ts';

/** What file is to be made. */
export interface FileOrder extends ReadingOrder {
  /** Where on this machine. */
  readonly file: string;
  /** Is set to 1, in memory that both threads have, once nobody wants the file any more. */
  readonly given: Int32Array<SharedArrayBuffer>;
}

/** How much there is to read for a report, for whoever waits for it. */
export const totalTask: AsideTask<ReadingOrder, number> = {
  name: 'report-total',
  run: (store, order) => ROWS_OF[order.wish.kind]({ ...order, store }).total(),
};

/** Makes the file of a report beside the requests; gives how many rows it has, and tells how much was read. */
export const fileTask: AsideTask<FileOrder, number> = {
  name: 'report-file',
  async run(store, order, tell) {
    const { kind, format, language } = order.wish;
    const words = FILE_WORDS[language];
    const columns = COLUMNS[kind];
    const headings = columns.map(({ heading }) => words.headings[heading]);
    const made = { rows: 0 };
    const pages = rowsOf(ROWS_OF[kind]({ ...order, store }), order.given, made, tell);
    const content =
      format === 'csv'
        ? csvFile(columns, headings, pages)
        : xlsxFile(words.sheets[kind], columns, headings, pages);
    await pipeline(content, createWriteStream(order.file));
    return made.rows;
  },
};

async function* rowsOf(
  source: RowSource,
  given: FileOrder['given'],
  made: { rows: number },
  tell: Tell,
): AsyncGenerator<readonly Row[]> {
  let read = 0;
  for await (const page of source.pages()) {
    if (Atomics.load(given, 0) !== 0) throw new Error('The report was given up.');
    made.rows += page.rows.length;
    read += page.read;
    yield page.rows;
    tell(read);
    // A store of this process answers at once: other long reading is let in between.
    await nextTurn();
  }
}
