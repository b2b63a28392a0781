import { catalogs } from '../../catalogs/kinds.ts';
import { jobs } from '../../jobs/kinds.ts';
import { JOB_FILES_KEPT_MS, type Job } from '../../jobs/rules.ts';
import { notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { pageInTurn, type Source } from '../../ports/in-turn.ts';
import { linksById } from '../../peers/actions/finding.ts';
import type { Link } from '../../peers/rules/link.ts';
import { isReportOpen } from '../../peers/rules/reports.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import { reports } from '../kinds.ts';
import { subjectIn } from '../rules/peers.ts';
import type { Report, ReportState } from '../rules/report.ts';

/** A report with how far it is, and in words whose and of what it is. */
export interface ListedReport {
  readonly report: Report;
  readonly state: ReportState;
  /** Null where its job is no longer known. */
  readonly job: Job | null;
  readonly askedByName: string | null;
  readonly catalogName: string | null;
  /** The subdomain of the peer account that it is about; null for the own account. */
  readonly peerSubdomain: string | null;
  readonly fileExpiresAt: Instant | null;
}

/** Until when a report's file is kept; null until there is one. */
const fileExpiryOf = ({ file }: Report): Instant | null =>
  file === null ? null : file.readyAt + JOB_FILES_KEPT_MS;

/**
 * Where a report is, by itself, its job, and the link of the peer account that it is about: what that does not let be seen
 * any more is closed, whatever has been made of it (P-3, P-6).
 */
function stateOf(report: Report, job: Job | null, link: Link | null, now: Instant): ReportState {
  const subject = subjectIn(report);
  const isClosed = subject !== null && (link === null || !isReportOpen(link, subject));
  const state = madeStateOf(report, job, now);
  return isClosed && state === 'ready' ? 'closed' : state;
}

function madeStateOf(report: Report, job: Job | null, now: Instant): ReportState {
  const fileExpiresAt = fileExpiryOf(report);
  if (fileExpiresAt !== null) return now < fileExpiresAt ? 'ready' : 'expired';
  if (job === null) return 'failed';
  switch (job.state) {
    case 'queued':
    case 'running':
    case 'cancelled':
      return job.state;
    default:
      return 'failed';
  }
}

/** A page of reports, the newest first. */
export async function reportsPage(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  asked: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    /** Only those of this person. */
    readonly askedBy: PersonId | null;
    /** Only those whose download is still to begin by itself (M-5). */
    readonly awaited: boolean;
  },
): Promise<{ readonly items: readonly ListedReport[]; readonly nextCursor: string | null }> {
  const root = rootOf(tenant.tenantId);
  const { askedBy, awaited } = asked;
  const source: Source<Report> = (after, limit) =>
    askedBy === null
      ? world.store.list(root, reports, 'newest', { after, limit })
      : world.store.list(root, reports, awaited ? 'awaitedBy' : 'newestOf', {
          ...{ equals: { askedBy }, after, limit },
        });
  const page = await pageInTurn([source], asked);
  const found = page.items.map(({ doc }) => doc);
  return { items: await listed(world, tenant, found), nextCursor: page.nextCursor };
}

/** Whether somebody asked for a report whose download is still to begin by itself (M-5). */
export async function awaitsReports(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  askedBy: PersonId,
): Promise<boolean> {
  const question = { equals: { askedBy }, limit: 1 };
  const { items } = await store.list(rootOf(tenantId), reports, 'awaitedBy', question);
  return items.length > 0;
}

/** One report. @throws AppError `not-found` */
export async function reportAt(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  reportId: string,
): Promise<ListedReport> {
  const held = await world.store.read(rootOf(tenant.tenantId), reports, { reportId });
  const [report] = held === null ? [] : await listed(world, tenant, [held.doc]);
  if (report === undefined) throw notFound('report');
  return report;
}

async function listed(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  found: readonly Report[],
): Promise<ListedReport[]> {
  const root = rootOf(tenant.tenantId);
  const catalogIds = found.map(({ catalogId }) => catalogId).filter((id) => id !== null);
  const peerIds = found.flatMap(({ peer }) => (peer === null ? [] : [peer.peerId]));
  const [theirJobs, theirCatalogs, theirLinks, names] = await Promise.all([
    store.readMany(
      root,
      jobs,
      found.map(({ reportId }) => ({ jobId: reportId })),
    ),
    store.readMany(
      root,
      catalogs,
      [...new Set(catalogIds)].map((catalogId) => ({ catalogId })),
    ),
    linksById({ store }, tenant, peerIds),
    namesOf({ store }, tenant, [...new Set(found.map(({ askedBy }) => askedBy))]),
  ]);
  const catalogNames = new Map(
    theirCatalogs.flatMap((held) => (held === null ? [] : [[held.doc.catalogId, held.doc.name]])),
  );
  const now = clock.now();
  return found.map((report, nth): ListedReport => {
    const job = theirJobs[nth]?.doc ?? null;
    const link = report.peer === null ? null : (theirLinks.get(report.peer.peerId) ?? null);
    return {
      ...{ report, job },
      state: stateOf(report, job, link, now),
      peerSubdomain: link?.receiver.subdomain ?? null,
      askedByName: names.get(report.askedBy)?.displayName ?? null,
      catalogName: report.catalogId === null ? null : (catalogNames.get(report.catalogId) ?? null),
      fileExpiresAt: fileExpiryOf(report),
    };
  });
}
