import type { Readable } from 'node:stream';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { noteRead } from '../../peers/actions/report-access.ts';
import { reportClosed } from '../../peers/rules/refusals.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { reports } from '../kinds.ts';
import { subjectIn } from '../rules/peers.ts';
import type { Report, ReportFile } from '../rules/report.ts';
import { reportAt, type ListedReport } from './listing.ts';

const ASK_AGAIN = 'Ask for it again with the same months: POST /api/reports.';

/** Why there is no file to download. */
function refusalOf({ state, report, job }: ListedReport): AppError {
  switch (state) {
    case 'expired':
      return expired(report);
    case 'closed':
      return reportClosed(report.kind === 'peer-users');
    case 'failed':
      return new AppError(
        'report-failed',
        `The report could not be made: ${job?.failure?.detail ?? 'its job was lost.'} ${ASK_AGAIN}`,
      );
    case 'cancelled':
      return new AppError('report-failed', `The report was cancelled. ${ASK_AGAIN}`);
    default:
      return new AppError(
        'report-not-ready',
        `The report is still being made. Follow it at /api/jobs/${report.reportId} and download it then.`,
        { jobId: report.reportId },
      );
  }
}

/** The refusal for a file whose 30 days are over, with what it takes to make it again. */
const expired = ({ kind, from, to, format, catalogId, peer }: Report): AppError =>
  new AppError(
    'report-expired',
    `The file was kept for 30 days and is gone. ${ASK_AGAIN} It then says what is known now.`,
    {
      again: {
        ...{ kind, from, to, format, ...(catalogId === null ? {} : { catalogId }) },
        ...(peer ?? {}),
      },
    },
  );

/** A report whose file can be downloaded. */
export interface ReadyReport {
  readonly report: Report;
  readonly file: ReportFile;
}

/**
 * The report with its file.
 * @throws AppError `not-found`; `report-not-ready`, `report-failed`, `report-expired`, `peer-report-closed`
 */
export async function readyReport(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  reportId: string,
): Promise<ReadyReport> {
  const listed = await reportAt(world, tenant, reportId);
  const { report } = listed;
  if (listed.state !== 'ready' || report.file === null) throw refusalOf(listed);
  return { report, file: report.file };
}

/**
 * Writes down on both sides that a report on a peer account is read, before any of it is handed out; of a report on the own
 * account nothing.
 * @throws AppError `peer-report-closed` where it may not be read any more
 */
export async function notePeerRead(
  world: World,
  tenant: Tenant,
  actor: Actor,
  report: Report,
): Promise<void> {
  const subject = subjectIn(report);
  if (subject === null) return;
  await noteRead(world, tenant, actor, { linkId: subject.peerId }, subject);
}

/** The bytes of a report from `start` to before `end`. @throws AppError `report-expired` */
export async function readReport(
  { files }: Pick<World, 'files'>,
  { report, file }: ReadyReport,
  range: { readonly start: number; readonly end: number },
): Promise<Readable> {
  const found = await files.get(file.name, range);
  if (found === null) throw expired(report);
  return found.content;
}

/**
 * Notes that whoever asked for the report begins to download it, so that its download does not begin by itself again
 * (M-5). Others may download it as well: that changes nothing for whoever asked.
 * @param first whether it must be the first time
 * @throws AppError `report-downloaded` where it must and is not
 */
export async function noteDownload(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  personId: PersonId,
  reportId: string,
  first: boolean,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, reports, { reportId });
    const isTheirs = held?.doc.askedBy === personId;
    if (held === null || !isTheirs || held.doc.downloadedAt !== null) {
      if (!first) return;
      throw new AppError(
        'report-downloaded',
        'The download of this report has begun by itself already. Leave out `first` to download it again.',
      );
    }
    const doc: Report = { ...held.doc, downloadedAt: world.clock.now(), awaited: false };
    const { outcome } = await world.store.commit(root, [replace(reports, doc, held.version)]);
    if (outcome === 'committed') return;
  }
}
