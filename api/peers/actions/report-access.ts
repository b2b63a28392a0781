import type { CatalogId } from '../../kernel/ids.ts';
import { notFound } from '../../kernel/errors.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import type { Link } from '../rules/link.ts';
import { catalogNeeded, otherSide, reportClosed } from '../rules/refusals.ts';
import { isReportOpen, type PeerReportSubject } from '../rules/reports.ts';
import { findLink } from './finding.ts';
import { changeLink } from './links.ts';
import { receivedOf, trainingsOf } from './received-catalogs.ts';

function refuseClosed(link: Link, subject: PeerReportSubject): void {
  if (!isReportOpen(link, subject)) throw reportClosed(subject.about === 'users');
}

/**
 * The link of a report, if the report is open to the tenant: its initiator alone, while it is granted, and training reports
 * on a catalog that is shared on the link (PA-18, PA-21, PA-25).
 * @param catalogPath of the field that names the catalog
 * @throws AppError `not-found`, `peer-other-side`, `peer-report-closed`, `invalid-input`
 */
export async function openReport(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  linkId: string,
  subject: PeerReportSubject,
  catalogPath: string,
): Promise<Link> {
  const { link, side } = await findLink(world, tenant, linkId);
  if (side !== 'giver') throw otherSide('giver');
  const { about, catalogId } = subject;
  refuseClosed(link, { about, catalogId: null });
  if (about === 'users') return link;
  if (catalogId === null) throw catalogNeeded(catalogPath);
  if (!isReportOpen(link, subject)) throw notFound('shared catalog');
  return link;
}

/**
 * Writes an access to a report down on both sides, before anything of it is handed out; what was closed meanwhile is
 * refused.
 * @param kind as the audits name it
 */
export function noteRead(
  world: World,
  tenant: Tenant,
  actor: Actor,
  { linkId }: Pick<Link, 'linkId'>,
  subject: PeerReportSubject & { readonly kind: string },
): Promise<Link> {
  const { kind, catalogId } = subject;
  const data = { kind, ...(catalogId === null ? {} : { catalogId }) };
  return changeLink(world, tenant, linkId, { side: 'giver', ...actor }, ({ link }) => {
    refuseClosed(link, subject);
    return { link, what: 'peer-report-read', data };
  });
}

/** A course or training plan that a training report covers: the receiver's, by the giver's name (PA-22). */
export interface CoveredTraining {
  readonly trainingId: string;
  readonly type: string;
  readonly name: string;
}

/** What of a shared catalog the receiver has: its own catalog's courses that were made after the giver's. */
export async function coveredTrainings(
  world: Pick<World, 'store'>,
  link: Link,
  catalogId: CatalogId,
): Promise<readonly CoveredTraining[]> {
  const covered: CoveredTraining[] = [];
  for (const origin of await trainingsOf(world, link.giver, catalogId)) {
    const trainingId = await receivedOf(world, link, origin.trainingId);
    if (trainingId !== null) covered.push({ trainingId, type: origin.type, name: origin.name });
  }
  return covered;
}
