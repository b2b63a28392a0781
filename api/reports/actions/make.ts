import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { filesOfJob } from '../../jobs/files.ts';
import { JOB_FILES_KEPT_MS } from '../../jobs/rules.ts';
import type { JobRun } from '../../jobs/work.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { reckoningOf } from '../../usage/actions/reckoning.ts';
import { coveredTrainings, openReport } from '../../peers/actions/report-access.ts';
import { reports } from '../kinds.ts';
import { subjectIn } from '../rules/peers.ts';
import { instantsOf } from '../rules/range.ts';
import {
  REPORTS_LISTED_MS,
  type Report,
  type ReportFile,
  type ReportWish,
} from '../rules/report.ts';
import { fileTask, totalTask } from './file-task.ts';
import type { OfPeer, ReadingOrder } from './rows/source.ts';
import { readUsage } from './rows/usage.ts';

/** It is said so often how far a report is. */
const SAID_EVERY_MS = 500;

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
  const held = await world.store.read(rootOf(tenant.tenantId), reports, { reportId });
  if (held === null) return null;
  const report = held.doc;
  if (report.file !== null) return report.file;

  await mkdir(scratchFolder, { recursive: true });
  await removeAbandoned(scratchFolder);
  const scratch = join(scratchFolder, `${reportId}-${epoch}`);
  const file = scratch + FILE;
  try {
    const order = await orderOf(world, tenant, report, scratch + MOVES);
    const rows = await write(world, run, order, file);
    const name = `${filesOfJob(tenant.tenantId, reportId)}${epoch}.${report.format}`;
    const sizeBytes = await world.files.put(name, createReadStream(file));
    return await settle(world, tenant, reportId, { name, sizeBytes, rows });
  } finally {
    await rm(file, { force: true });
  }
}

/** How the files of a report's making end. */
const FILE = '.report';
const MOVES = '.moves';

/** Removes what was left by processes that were killed: nothing has been written to it for a day. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.endsWith(FILE) || one.endsWith(MOVES))) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > DAY_MS) await rm(file, { force: true });
  }
}

/** What the report is read from, as it is known now. */
async function orderOf(
  world: World,
  tenant: Tenant,
  { kind, from, to, format, language, catalogId, peer }: Report,
  scratchFile: string,
): Promise<ReadingOrder> {
  const account = (await world.store.read(rootOf(tenant.tenantId), accounts, {}))?.doc;
  if (account === undefined) throw new Error('A report was asked for without an account.');
  const { calendar, firstMonth } = await reckoningOf(world, account);
  const wish: ReportWish = { kind, from, to, format, language, catalogId, peer };
  return {
    ...{ tenant, wish, firstMonth, scratchFile, now: world.clock.now() },
    ...instantsOf(wish, calendar),
    peer: await peerOf(world, tenant, wish),
    usage: kind === 'usage' ? await readUsage(world, account, wish, firstMonth) : [],
  };
}

/** What a report on a peer account is read from, where it still may be. @throws AppError `peer-report-closed` */
async function peerOf(world: World, tenant: Tenant, wish: ReportWish): Promise<OfPeer | null> {
  const subject = subjectIn(wish);
  if (subject === null) return null;
  const link = await openReport(world, tenant, subject.peerId, subject, '/catalogId');
  const { catalogId } = subject;
  const trainings = catalogId === null ? [] : await coveredTrainings(world, link, catalogId);
  const { tenantId, buckets } = link.receiver;
  const activeOnly = wish.peer?.activeOnly ?? false;
  return { receiver: { tenantId, buckets }, trainings, activeOnly };
}

/** Has the file written beside the requests, and says now and then how far it is; gives how many rows it has. */
async function write(
  world: World,
  run: JobRun,
  order: ReadingOrder,
  file: string,
): Promise<number> {
  await run.progress(0, null, null);
  const total = await world.aside.run(totalTask, order, () => undefined);
  const given = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let read = 0;
  const is = { over: false };
  const writing = world.aside
    .run(fileTask, { ...order, file, given }, (done) => (read = done))
    .finally(() => (is.over = true));
  // Whatever becomes of it is told at the end.
  const ended = writing.then(
    () => undefined,
    () => undefined,
  );
  try {
    while (!is.over) {
      await run.progress(Math.min(read, total), total, null);
      await Promise.race([ended, wait(SAID_EVERY_MS)]);
    }
  } catch (error) {
    Atomics.store(given, 0, 1);
    await ended;
    throw error;
  }
  return writing;
}

/** Writes down that the file is there, and tells whoever asked; or removes it where nobody wants it any more. */
async function settle(
  world: World,
  tenant: Tenant,
  reportId: string,
  file: Omit<ReportFile, 'readyAt'>,
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
    const readyAt = world.clock.now();
    const expiresAt = readyAt + JOB_FILES_KEPT_MS + REPORTS_LISTED_MS;
    const { kind, from, to, format, askedBy } = held.doc;
    const notice = {
      what: 'report-ready',
      ...{ personId: askedBy, reportId, kind, from, to, format },
      rows: file.rows,
    } as const;
    const ready: ReportFile = { ...file, readyAt };
    const { outcome } = await announcing(world, tenant, () =>
      world.store.commit(root, [
        replace(reports, { ...held.doc, file: ready, expiresAt }, held.version),
        announcement(notice, readyAt),
      ]),
    );
    if (outcome === 'committed') return ready;
  }
}
