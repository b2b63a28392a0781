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
import { reports } from '../kinds.ts';
import { rangeRefusal } from '../rules/range.ts';
import { MAKE_REPORT, REPORTS_LISTED_MS, type Report, type ReportWish } from '../rules/report.ts';
import { reportAt, type ListedReport } from './listing.ts';

/**
 * Asks for a report and has it made. A repeat of the act gives the same one.
 * @throws AppError `invalid-input` that names the month; `not-found` for the catalog
 */
export async function askForReport(
  world: World,
  tenant: Tenant,
  account: Account,
  actor: Actor & { readonly personId: PersonId },
  wish: ReportWish,
): Promise<ListedReport> {
  if (wish.catalogId !== null) await readCatalog(world, tenant, wish.catalogId);
  const createdAt = world.clock.now();
  const { calendar, firstMonth } = await reckoningOf(world, account);
  const refusal = rangeRefusal(wish, { running: calendar.monthAt(createdAt), firstMonth });
  if (refusal !== null) throw refusal;

  const reportId = idFrom(MAKE_REPORT, tenant.tenantId, actor.actId);
  const report: Report = {
    ...wish,
    ...{ reportId, createdAt, askedBy: actor.personId, newness: -createdAt },
    ...{ file: null, downloadedAt: null, awaited: true },
    expiresAt: createdAt + REPORTS_LISTED_MS,
  };
  const { kind, from, to, format, catalogId } = wish;
  const input = { kind, from, to, format, catalogId };
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
