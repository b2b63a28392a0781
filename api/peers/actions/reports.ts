import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { CatalogId } from '../../kernel/ids.ts';
import { notFound } from '../../kernel/errors.ts';
import { toIso, toIsoOrNull } from '../../kernel/time.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { pagesOf } from '../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { seatsUsed, trainingTotal } from '../../seats/actions/figures.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import { enrolments, people } from '../../seats/kinds.ts';
import { isLive, type Link } from '../rules/link.ts';
import { catalogNeeded, otherSide, reportClosed } from '../rules/refusals.ts';
import { findLink } from './finding.ts';
import { changeLink } from './links.ts';
import { receivedOf, trainingsOf } from './received-catalogs.ts';

/** What a peer account can be reported on. */
export type PeerReportKind = 'enrolments' | 'catalogs' | 'users';

/** What a report is asked for. */
export interface PeerReportQuestion {
  readonly kind: PeerReportKind;
  /** The shared catalog, as the giver knows it. */
  readonly catalogId?: CatalogId | undefined;
  /** Only people whose account is enabled. */
  readonly activeOnly: boolean;
}

const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify([...rows], { escape_formulas: true });

/** The link of a report, if the report is open to the tenant: its initiator alone, and while it is granted (PA-18). */
async function openLink(
  world: World,
  tenant: Tenant,
  linkId: string,
  isUserReport: boolean,
): Promise<Link> {
  const { link, side } = await findLink(world, tenant, linkId);
  if (side !== 'giver') throw otherSide('giver');
  refuseClosed(link, isUserReport);
  return link;
}

function refuseClosed(link: Link, isUserReport: boolean): void {
  const { permissions, consent } = link;
  const isGranted = isUserReport ? permissions.users && consent : permissions.training;
  if (!isLive(link) || !isGranted) throw reportClosed(isUserReport);
}

/** Writes the access down on both sides before anything is answered; what was closed meanwhile is refused. */
const noteAccess = (
  world: World,
  tenant: Tenant,
  actor: Actor,
  link: Link,
  data: { readonly kind: string; readonly catalogId?: string },
): Promise<Link> =>
  changeLink(world, tenant, link.linkId, { side: 'giver', ...actor }, (held) => {
    refuseClosed(held.link, data.kind === 'users' || data.kind === 'registered-users');
    return { link: held.link, what: 'peer-report-read', data };
  });

/** What of a shared catalog the receiver has: its own catalog's courses that were made after the giver's, by the giver's names. */
async function coveredTrainings(
  world: World,
  link: Link,
  catalogId: CatalogId,
): Promise<
  readonly { readonly trainingId: string; readonly type: string; readonly name: string }[]
> {
  const covered = [];
  for (const origin of await trainingsOf(world, link.giver, catalogId)) {
    const trainingId = await receivedOf(world, link, origin.trainingId);
    if (trainingId !== null) covered.push({ trainingId, type: origin.type, name: origin.name });
  }
  return covered;
}

async function* enrolmentRows(
  world: World,
  link: Link,
  catalogId: CatalogId,
): AsyncGenerator<string> {
  const { receiver } = link;
  yield csvOf([
    ['training', 'type', 'displayName', 'userName', 'mail', 'enrolledAt', 'live', 'endedAt'],
  ]);
  for (const { trainingId, type, name } of await coveredTrainings(world, link, catalogId)) {
    for (const bucket of bucketsOf(receiver.tenantId, receiver.buckets)) {
      const equals = { trainingId };
      for await (const page of pagesOf(world.store, bucket, enrolments, 'byTraining', { equals })) {
        const ids = page.map(({ doc }) => doc.personId);
        const known = await peopleById(world, receiver, ids);
        yield csvOf(
          page.map(({ doc }) => {
            const person = known.get(doc.personId);
            return [
              ...[name, type],
              ...[person?.displayName ?? null, person?.userName ?? null, person?.mail ?? null],
              ...[toIso(doc.enrolledAt), String(doc.live), toIsoOrNull(doc.endedAt)],
            ];
          }),
        );
      }
    }
  }
}

async function* catalogRows(
  world: World,
  link: Link,
  catalogId: CatalogId,
): AsyncGenerator<string> {
  yield csvOf([['training', 'type', 'enrolled']]);
  for (const { trainingId, type, name } of await coveredTrainings(world, link, catalogId)) {
    yield csvOf([[name, type, await trainingTotal(world, link.receiver, trainingId)]]);
  }
}

async function* userRows(
  world: World,
  { receiver }: Link,
  activeOnly: boolean,
): AsyncGenerator<string> {
  yield csvOf([
    [
      ...['id', 'displayName', 'userName', 'mail', 'userType', 'account'],
      ...['counted', 'countedSince', 'flowSince', 'deletedAt', 'catalogs'],
    ],
  ]);
  for (const bucket of bucketsOf(receiver.tenantId, receiver.buckets)) {
    for await (const page of pagesOf(world.store, bucket, people, 'byId')) {
      const shown = page
        .map(({ doc }) => doc)
        .filter(({ account, catalogs, flowSince }) => {
          const isRegistered = flowSince !== null || Object.keys(catalogs).length > 0;
          return isRegistered && (!activeOnly || account === 'enabled' || account === 'none');
        });
      yield csvOf(
        shown.map((person) => [
          ...[person.personId, person.displayName, person.userName, person.mail],
          ...[person.guest ? 'guest' : 'member', person.account, String(person.counted)],
          ...[toIsoOrNull(person.countedSince), toIsoOrNull(person.flowSince)],
          ...[toIsoOrNull(person.deletedAt), Object.keys(person.catalogs).length],
        ]),
      );
    }
  }
}

/** The shared catalog that a training report is about. */
function sharedCatalog(link: Link, catalogId: CatalogId | undefined): CatalogId {
  if (catalogId === undefined) throw catalogNeeded();
  if (!link.catalogs.some((one) => one.catalogId === catalogId)) throw notFound('shared catalog');
  return catalogId;
}

/**
 * A report on a peer account as CSV, for the account that asked for it alone: `enrolments` and `catalogs` cover one catalog
 * that is shared on the link, `users` everybody registered there (PA-20 to PA-26). Every access stands in the audit of
 * both sides. It is made as it is read, so its length does not matter.
 * @throws AppError `not-found`, `peer-other-side`, `peer-report-closed`, `invalid-input`
 */
export async function peerReport(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  { kind, catalogId, activeOnly }: PeerReportQuestion,
): Promise<Readable> {
  const found = await openLink(world, tenant, linkId, kind === 'users');
  if (kind === 'users') {
    const link = await noteAccess(world, tenant, actor, found, { kind });
    return Readable.from(userRows(world, link, activeOnly), { objectMode: false });
  }
  const about = sharedCatalog(found, catalogId);
  const link = await noteAccess(world, tenant, actor, found, { kind, catalogId: about });
  const rows = kind === 'enrolments' ? enrolmentRows : catalogRows;
  return Readable.from(rows(world, link, about), { objectMode: false });
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
  const found = await openLink(world, tenant, linkId, true);
  const link = await noteAccess(world, tenant, actor, found, { kind: 'registered-users' });
  return seatsUsed(world, link.receiver);
}
