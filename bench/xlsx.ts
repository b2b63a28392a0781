import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import ExcelJs from 'exceljs';
import readXlsxFile from 'read-excel-file/node';
import { xlsxFile } from '../api/reports/actions/files/xlsx.ts';
import { COLUMNS, type Row } from '../api/reports/rules/columns.ts';
import { en } from '../api/reports/texts/en.ts';
import { medianOf } from './measuring.ts';

const ROWS = 100_000;
const PAGE = 100;
const ROUNDS = 5;

const columns = COLUMNS.enrolments;
const headings = columns.map(({ heading }) => en.headings[heading]);
const AT = Date.UTC(2026, 0, 1);

/** A row as the report of enrolments has it. */
const rowAt = (nth: number): Row => [
  ...[`Zoë Müller ${nth}`, `zoe.${nth}@contoso.example`, `zoe.${nth}@mail.example`],
  ...[`5f0e1a34-2b0c-4f56-8f0e-${String(nth).padStart(12, '0')}`, 'Safety', `Course ${nth % 50}`],
  ...['course', nth % 3 > 0, AT + nth * 60_000, null, '2026-12-31', 'direct'],
];

/** Pages as a report reads them, with a turn between two. */
async function* pages(): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < ROWS; from += PAGE) {
    yield Array.from({ length: PAGE }, (_, nth) => rowAt(from + nth));
    await nextTurn();
  }
}

const ours = (file: string): Promise<void> =>
  pipeline(xlsxFile('Enrolments', columns, headings, pages()), createWriteStream(file));

/** The same by the streaming writer of exceljs: the same cells of the same types, with the same formats. */
async function byExcelJs(file: string): Promise<void> {
  const formats: Readonly<Record<string, string>> = {
    instant: 'yyyy-mm-dd hh:mm:ss',
    day: 'yyyy-mm-dd',
  };
  const workbook = new ExcelJs.stream.xlsx.WorkbookWriter({
    ...{ stream: createWriteStream(file), useStyles: true, useSharedStrings: false },
  });
  const sheet = workbook.addWorksheet('Enrolments', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ type }, nth) => {
    const numFmt = formats[type];
    return {
      ...{ header: headings[nth] ?? '', width: 20 },
      ...(numFmt === undefined ? {} : { style: { numFmt } }),
    };
  });
  const places = columns.map(({ type }) => type);
  for await (const page of pages()) {
    for (const row of page) {
      const cells = row.map((cell, nth) =>
        cell !== null && (places[nth] === 'instant' || places[nth] === 'day')
          ? new Date(typeof cell === 'boolean' ? 0 : cell)
          : cell,
      );
      sheet.addRow(cells).commit();
    }
  }
  sheet.commit();
  await workbook.commit();
}

async function timed(write: (file: string) => Promise<void>, file: string): Promise<number> {
  const startMs = performance.now();
  await write(file);
  return performance.now() - startMs;
}

/** Reads a file by a third program: it must hold every row. */
async function check(file: string): Promise<void> {
  const [sheet] = await readXlsxFile(file);
  const last = sheet?.data.at(-1);
  if (sheet?.data.length !== ROWS + 1 || last?.[0] !== `Zoë Müller ${ROWS - 1}`)
    throw new Error(`${file} does not hold the rows that were written.`);
}

/**
 * A workbook of 100,000 rows and 12 columns by the writer of reports, against the streaming writer of exceljs doing the same,
 * in turns. The rate of ours over that of exceljs: more is better, at least 0.8 is asked.
 */
export default async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-xlsx-'));
  const files = { ours: join(folder, 'ours.xlsx'), theirs: join(folder, 'exceljs.xlsx') };
  try {
    const rounds: { readonly ours: number; readonly theirs: number }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const took = {
        ours: await timed(ours, files.ours),
        theirs: await timed(byExcelJs, files.theirs),
      };
      // The first round warms both up.
      if (round > 0) rounds.push(took);
    }
    for (const [side, file] of Object.entries(files)) {
      await check(file);
      const tookMs = medianOf(rounds.map((one) => one[side === 'ours' ? 'ours' : 'theirs']));
      const { size } = await stat(file);
      const rate = Math.round(ROWS / (tookMs / 1_000));
      console.log(`${side}: ${Math.round(tookMs)} ms, ${rate} rows a second, ${size} bytes`);
    }
    console.log('rows a second, ours over exceljs: more is better, at least 0.8 is asked');
    console.log(`ratio: ${medianOf(rounds.map((one) => one.theirs / one.ours)).toFixed(2)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
