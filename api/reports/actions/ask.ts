import { tell } from '../../audit/actions.ts';
import { readCatalog } from '../../catalogs/actions/catalogs.ts';
import { newJob, startingJob } from '../../jobs/actions.ts';
import { jobs } from '../../jobs/kinds.ts';
import { idFrom, type PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { reckoningOf } from '../../usage/actions/reckoning.ts';
import { noteRead, openReport } from '../../peers/actions/report-access.ts';
import type { Month } from '../../usage/rules/months.ts';
import { reports } from '../kinds.ts';
import { rangeRefusal } from '../rules/range.ts';
import { MAKE_REPORT, REPORTS_LISTED_MS, type Report, type ReportWish } from '../rules/report.ts';
import { subjectIn } from '../rules/peers.ts';
import { reportAt, type ListedReport } from './listing.ts';

/** What is asked for; months that are left out are the running one, or from the last one on. */
export interface AskedReport extends Omit<ReportWish, 'from' | 'to'> {
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
}

/**
 * Asks for a report and has it made. A repeat of the act gives the same one. That a report on a peer account is asked for is
 * written down on both sides.
 * @throws AppError `invalid-input` that names the month; `not-found` for the catalog or the peer account;
 * `peer-other-side`, `peer-report-closed`
 */
export async function askForReport(
  world: World,
  tenant: Tenant,
  account: Account,
  actor: Actor & { readonly personId: PersonId },
  asked: AskedReport,
): Promise<ListedReport> {
  const createdAt = world.clock.now();
  const { calendar, firstMonth } = await reckoningOf(world, account);
  const running = calendar.monthAt(createdAt);
  const to = asked.to ?? running;
  const wish: ReportWish = { ...asked, from: asked.from ?? to, to };
  const { kind, from, format, catalogId, peer } = wish;
  const subject = subjectIn(wish);
  if (subject === null && catalogId !== null) await readCatalog(world, tenant, catalogId);
  const refusal = rangeRefusal(wish, { running, firstMonth });
  if (refusal !== null) throw refusal;
  if (subject !== null) {
    const link = await openReport(world, tenant, subject.peerId, subject, '/catalogId');
    await noteRead(world, tenant, actor, link, subject);
  }

  const reportId = idFrom(MAKE_REPORT, tenant.tenantId, actor.actId);
  const report: Report = {
    ...wish,
    ...{ reportId, createdAt, askedBy: actor.personId, newness: -createdAt },
    ...{ file: null, downloadedAt: null, awaited: true },
    expiresAt: createdAt + REPORTS_LISTED_MS,
  };
  const input = { kind, from, to, format, catalogId, ...(peer === null ? {} : { peer }) };
  const order = { kind: MAKE_REPORT, jobId: reportId, input, createdBy: actor.personId };
  const job = newJob(world, order);
  // Refused is what the same act has begun already.
  await startingJob(world, tenant, job, () =>
    world.store.commit(rootOf(tenant.tenantId), [
      create(reports, report),
      create(jobs, job),
      tell(actor, createdAt, 'report-asked-for', { reportId, ...input }),
    ]),
  );
  return reportAt(world, tenant, reportId);
}
