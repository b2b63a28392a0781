import type { Readable } from 'node:stream';
import type { CatalogId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { csvFile } from '../../reports/actions/files/csv.ts';
import { peerRows } from '../../reports/actions/rows/peers.ts';
import type { RowSource } from '../../reports/actions/rows/source.ts';
import { COLUMNS, type Row } from '../../reports/rules/columns.ts';
import { FILE_WORDS } from '../../reports/texts/in-language.ts';
import { seatsUsed } from '../../seats/actions/figures.ts';
import { subjectOf, type PeerReportKind } from '../rules/reports.ts';
import { coveredTrainings, noteRead, openReport } from './report-access.ts';

/** What a report is asked for. */
export interface PeerReportQuestion {
  readonly kind: PeerReportKind;
  /** The shared catalog, as the giver knows it. */
  readonly catalogId: CatalogId | null;
  /** Only people whose account is enabled. */
  readonly activeOnly: boolean;
}

async function* rowsOf(source: RowSource): AsyncGenerator<readonly Row[]> {
  for await (const { rows } of source.pages()) yield rows;
}

/**
 * A report on a peer account as CSV at once, for the account that asked for it alone: `enrolments` and `catalogs` cover one
 * catalog that is shared on the link, `users` everybody registered there (PA-20 to PA-26). Every access stands in the audit
 * of both sides. It is made as it is read, so its length does not matter; the same rows as a file that is kept:
 * `POST /api/reports`.
 * @throws AppError `not-found`, `peer-other-side`, `peer-report-closed`, `invalid-input`
 */
export async function peerReport(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  { kind, catalogId, activeOnly }: PeerReportQuestion,
): Promise<Readable> {
  const subject = subjectOf(kind, catalogId);
  const found = await openReport(world, tenant, linkId, subject, '/query/catalogId');
  const link = await noteRead(world, tenant, actor, found, subject);
  const trainings =
    subject.catalogId === null ? [] : await coveredTrainings(world, link, subject.catalogId);
  const of = { receiver: link.receiver, trainings, activeOnly };
  const forAllTime = { beginsAt: -Infinity, endsAt: Infinity };
  const source = peerRows(kind, { store: world.store, of, ...forAllTime });
  const columns = COLUMNS[`peer-${kind}`];
  const headings = columns.map(({ heading }) => FILE_WORDS.en.headings[heading]);
  return csvFile(columns, headings, rowsOf(source));
}

/**
 * How many registered users the peer account has: people who count (PA-25). Only under consent.
 * @throws AppError `not-found`, `peer-other-side`, `peer-report-closed`
 */
export async function registeredUsers(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
): Promise<number> {
  const subject = subjectOf('users', null);
  const found = await openReport(world, tenant, linkId, subject, '/catalogId');
  const link = await noteRead(world, tenant, actor, found, {
    ...subject,
    kind: 'registered-users',
  });
  return seatsUsed(world, link.receiver);
}
