import { readCatalog } from '../../catalogs/actions/catalogs.ts';
import { notFound } from '../../kernel/errors.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { isLive, type Link } from '../rules/link.ts';
import { notSoAnyMore, otherSide, receivedCatalog } from '../rules/refusals.ts';
import { findLink } from './finding.ts';
import { changeLink } from './links.ts';
import { isReceived, receiveCatalogs } from './received-catalogs.ts';

/** The giver's side of a live link. */
async function givenLink(world: World, tenant: Tenant, linkId: string): Promise<Link> {
  const { link, side } = await findLink(world, tenant, linkId);
  if (side !== 'giver') throw otherSide('giver');
  if (!isLive(link)) throw notSoAnyMore(link);
  return link;
}

/**
 * Shares a catalog on a link: the receiver has one of its own made after it, and the reports of the link cover it (P-10).
 * Again: brings it up to date.
 * @throws AppError `not-found`, `peer-other-side`, `peer-state`, `catalog-received`
 */
export async function shareCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  catalogId: CatalogId,
): Promise<Link> {
  await givenLink(world, tenant, linkId);
  await readCatalog(world, tenant, catalogId);
  if (await isReceived(world, tenant, catalogId)) throw receivedCatalog();
  const doer = { side: 'giver', ...actor } as const;
  const shared = await changeLink(world, tenant, linkId, doer, ({ link, now }) => {
    if (!isLive(link)) throw notSoAnyMore(link);
    if (link.catalogs.some((one) => one.catalogId === catalogId)) return null;
    const catalogs = [...link.catalogs, { catalogId, sharedAt: now }];
    return { link: { ...link, catalogs }, what: 'peer-catalog-shared', data: { catalogId } };
  });
  await receiveCatalogs(world, shared);
  return shared;
}

/**
 * Shares a catalog no longer: the link's reports do not cover it any more. What the receiver made of it stays the
 * receiver's, with its enrolments.
 * @throws AppError `not-found`, `peer-other-side`, `peer-state`
 */
export async function unshareCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  catalogId: CatalogId,
): Promise<void> {
  const found = await givenLink(world, tenant, linkId);
  const isShared = found.catalogs.some((one) => one.catalogId === catalogId);
  if (!isShared) throw notFound('shared catalog');
  const doer = { side: 'giver', ...actor } as const;
  await changeLink(world, tenant, linkId, doer, ({ link }) => {
    const catalogs = link.catalogs.filter((one) => one.catalogId !== catalogId);
    return catalogs.length === link.catalogs.length
      ? null
      : { link: { ...link, catalogs }, what: 'peer-catalog-unshared', data: { catalogId } };
  });
}
