import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { filesOfJob } from '../../jobs/files.ts';
import { JOB_FILES_KEPT_MS } from '../../jobs/rules.ts';
import type { JobRun } from '../../jobs/work.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { reckoningOf } from '../../usage/actions/reckoning.ts';
import { reports } from '../kinds.ts';
import { COLUMNS, type Row } from '../rules/columns.ts';
import { instantsOf } from '../rules/range.ts';
import { REPORTS_LISTED_MS, type Report, type ReportFile } from '../rules/report.ts';
import { FILE_WORDS } from '../texts/in-language.ts';
import { csvFile } from './files/csv.ts';
import { xlsxFile } from './files/xlsx.ts';
import { ROWS_OF } from './rows/of-kind.ts';
import type { RowSource } from './rows/source.ts';

/** It is said so often how far a report is. */
const SAID_EVERY_MS = 500;

/** A report's rows as they are made, with how many there were. */
interface Making {
  readonly pages: AsyncIterable<readonly Row[]>;
  readonly rows: () => number;
}

/**
 * Makes the file of a report and announces it to whoever asked. A stop has it made anew under another name: a file is
 * there wholly or not at all, and what somebody has begun to download never changes.
 * @param scratchFolder where files may be kept that can be made again
 * @returns the file; null where the report was deleted meanwhile
 */
export async function makeReport(
  world: World,
  tenant: Tenant,
  run: JobRun,
  scratchFolder: string,
): Promise<ReportFile | null> {
  const { jobId: reportId, epoch } = run.job;
  const root = rootOf(tenant.tenantId);
  const held = await world.store.read(root, reports, { reportId });
  if (held === null) return null;
  const report = held.doc;
  if (report.file !== null) return report.file;

  const scratchFile = join(scratchFolder, `${reportId}-${epoch}.moves`);
  const source = await sourceOf(world, tenant, report, scratchFile);
  const making = counted(source, run);
  const name = `${filesOfJob(tenant.tenantId, reportId)}${epoch}.${report.format}`;
  const words = FILE_WORDS[report.language];
  const columns = COLUMNS[report.kind];
  const headings = columns.map(({ heading }) => words.headings[heading]);
  const content =
    report.format === 'csv'
      ? csvFile(columns, headings, making.pages)
      : xlsxFile(words.sheets[report.kind], columns, headings, making.pages);
  const sizeBytes = await world.files.put(name, content);
  const readyAt = world.clock.now();
  return settle(world, tenant, reportId, { name, sizeBytes, rows: making.rows(), readyAt });
}

async function sourceOf(
  world: World,
  tenant: Tenant,
  wish: Report,
  scratchFile: string,
): Promise<RowSource> {
  const account = (await world.store.read(rootOf(tenant.tenantId), accounts, {}))?.doc;
  if (account === undefined) throw new Error('A report was asked for without an account.');
  const { calendar, firstMonth } = await reckoningOf(world, account);
  const range = instantsOf(wish, calendar);
  const reading = { world, tenant, wish, account, firstMonth, scratchFile, ...range };
  return ROWS_OF[wish.kind](reading);
}

/** The pages of a source, of which it is said now and then how far they are. */
function counted(source: RowSource, run: JobRun): Making {
  let rows = 0;
  async function* pages(): AsyncGenerator<readonly Row[]> {
    const total = await source.total();
    let read = 0;
    let saidMs = performance.now();
    await run.progress(0, total, null);
    for await (const page of source.pages()) {
      rows += page.rows.length;
      read += page.read;
      yield page.rows;
      // The store of one process answers at once: others are let in between.
      await nextTurn();
      if (performance.now() - saidMs < SAID_EVERY_MS) continue;
      saidMs = performance.now();
      await run.progress(total === null ? read : Math.min(read, total), total, null);
    }
  }
  return { pages: pages(), rows: () => rows };
}

/** Writes down that the file is there, and tells whoever asked; or removes it where nobody wants it any more. */
async function settle(
  world: World,
  tenant: Tenant,
  reportId: string,
  file: ReportFile,
): Promise<ReportFile | null> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, reports, { reportId });
    const made = held?.doc.file ?? null;
    if (held === null || made !== null) {
      // It was deleted meanwhile, or another worker that had it before was not quite dead.
      await world.files.deleteAll(file.name);
      return made;
    }
    const { readyAt } = file;
    const expiresAt = readyAt + JOB_FILES_KEPT_MS + REPORTS_LISTED_MS;
    const { kind, from, to, format, askedBy } = held.doc;
    const notice = {
      what: 'report-ready',
      ...{ personId: askedBy, reportId, kind, from, to, format },
      rows: file.rows,
    } as const;
    const { outcome } = await announcing(world, tenant, () =>
      world.store.commit(root, [
        replace(reports, { ...held.doc, file, expiresAt }, held.version),
        announcement(notice, readyAt),
      ]),
    );
    if (outcome === 'committed') return file;
  }
}
