import { tell } from '../../audit/actions.ts';
import { notFound } from '../../kernel/errors.ts';
import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import { bucketOf, rootOf } from '../../ports/partitions.ts';
import { create, remove } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import { catalogAdmins } from '../kinds.ts';
import type { CatalogAdmin } from '../rules.ts';
import { readCatalog } from './catalogs.ts';

/** Assigns a catalog to a catalog admin. Repeats change nothing. @throws AppError `not-found` */
export async function assignCatalogAdmin(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  personId: PersonId,
): Promise<CatalogAdmin> {
  await readCatalog(world, tenant, catalogId);
  const bucket = bucketOf(tenant.tenantId, personId, tenant.buckets);
  if ((await world.store.read(bucket, people, { personId })) === null) throw notFound('person');
  const at = world.clock.now();
  const admin: CatalogAdmin = { catalogId, personId, addedAt: at };
  const root = rootOf(tenant.tenantId);
  const result = await world.store.commit(root, [
    create(catalogAdmins, admin),
    tell(actor, at, 'catalog-admin-assigned', { catalogId, personId }),
  ]);
  if (result.outcome === 'committed') return admin;
  return (await world.store.read(root, catalogAdmins, { catalogId, personId }))?.doc ?? admin;
}

/** That a person administers a catalog. @throws AppError `not-found` where that is not so */
export async function readCatalogAdmin(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  catalogId: CatalogId,
  personId: PersonId,
): Promise<CatalogAdmin> {
  await readCatalog(world, tenant, catalogId);
  const key = { catalogId, personId };
  const held = await world.store.read(rootOf(tenant.tenantId), catalogAdmins, key);
  if (held === null) throw notFound('catalog admin');
  return held.doc;
}

/** Takes a catalog from a catalog admin. Repeats change nothing. @throws AppError `not-found` */
export async function withdrawCatalogAdmin(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  personId: PersonId,
): Promise<void> {
  await readCatalog(world, tenant, catalogId);
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, catalogAdmins, { catalogId, personId });
    if (held === null) return;
    await world.store.commit(root, [
      remove(catalogAdmins, { catalogId, personId }, held.version),
      tell(actor, world.clock.now(), 'catalog-admin-withdrawn', { catalogId, personId }),
    ]);
  }
}
