import { tell } from '../../audit/actions.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { idFrom, type CatalogId } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { bucketsOf, rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { catalogFigures } from '../../seats/kinds.ts';
import { catalogs } from '../kinds.ts';
import type { Catalog } from '../rules.ts';

/** The id of the catalog that an act makes under a name. */
export const idOfNewCatalog = (tenant: Tenant, actor: Actor, name: string): CatalogId =>
  idFrom('catalog', tenant.tenantId, actor.actId, fold(name));

/**
 * Makes a catalog; under the same act and name, the same one. Its figures are made first: they are of no account
 * without the catalog, and the catalog is never without them.
 */
export async function createCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  name: string,
): Promise<Held<Catalog>> {
  const nameKey = fold(name);
  const catalogId = idOfNewCatalog(tenant, actor, name);
  await Promise.all(
    bucketsOf(tenant.tenantId, tenant.buckets).map((bucket) =>
      world.store.commit(bucket, [
        create(catalogFigures, { catalogId, used: 0, listed: 0, live: 0, closed: 0 }),
      ]),
    ),
  );
  const at = world.clock.now();
  const catalog: Catalog = { catalogId, name, nameKey, existence: 'live', createdAt: at };
  await world.store.commit(rootOf(tenant.tenantId), [
    create(catalogs, catalog),
    tell(actor, at, 'catalog-created', { catalogId }),
  ]);
  return readCatalog(world, tenant, catalogId);
}

/** A catalog that is not deleted or being deleted. @throws AppError `not-found` */
export async function readCatalog(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  catalogId: CatalogId,
): Promise<Held<Catalog>> {
  const held = await world.store.read(rootOf(tenant.tenantId), catalogs, { catalogId });
  if (held?.doc.existence !== 'live') throw notFound('catalog');
  return held;
}

/** Gives a catalog another name. @throws AppError `not-found`, `version-changed` */
export async function renameCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  name: string,
  expected: Version | null,
): Promise<Held<Catalog>> {
  for (;;) {
    const held = await readCatalog(world, tenant, catalogId);
    refuseChanged(held, expected);
    if (held.doc.name === name) return held;
    const result = await world.store.commit(rootOf(tenant.tenantId), [
      replace(catalogs, { ...held.doc, name, nameKey: fold(name) }, held.version),
      tell(actor, world.clock.now(), 'catalog-renamed', { catalogId }),
    ]);
    if (result.outcome === 'committed') return readCatalog(world, tenant, catalogId);
  }
}

/** Refuses where somebody else changed the thing since the caller read it. */
export function refuseChanged(held: Held<object>, expected: Version | null): void {
  if (expected !== null && held.version !== expected) {
    throw new AppError(
      'version-changed',
      'Someone else has changed this since you read it. Read it again, and repeat your change.',
    );
  }
}
