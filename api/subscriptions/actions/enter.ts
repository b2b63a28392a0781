import { catalogAdmins } from '../../catalogs/kinds.ts';
import { AppError } from '../../kernel/errors.ts';
import type { CatalogId, PersonId, TenantId } from '../../kernel/ids.ts';
import { rootOf, SERVICE } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts, tenants } from '../kinds.ts';
import { maySetUp, rolesOf, type Account, type Identity, type Role } from '../rules.ts';
import { setUpTenant, type NewTenants } from './set-up.ts';

/** A person in a tenant that is set up. */
export interface Entry {
  readonly tenant: Tenant;
  readonly roles: ReadonlySet<Role>;
  /** The catalogs that a catalog admin has. */
  readonly ownCatalogs: ReadonlySet<CatalogId>;
}

async function standingOf(
  world: World,
  identity: Identity,
): Promise<{ readonly tenant: Tenant; readonly account: Account } | null> {
  const { tenantId } = identity;
  const [entry, account] = await Promise.all([
    world.store.read(SERVICE, tenants, { tenantId }),
    world.store.read(rootOf(tenantId), accounts, {}),
  ]);
  if (entry === null || account === null) return null;
  return { tenant: { tenantId, buckets: entry.doc.buckets }, account: account.doc };
}

async function catalogsOf(
  world: World,
  tenantId: TenantId,
  personId: PersonId,
): Promise<Set<CatalogId>> {
  const root = rootOf(tenantId);
  const held = await allOf(world.store, root, catalogAdmins, 'byPerson', { equals: { personId } });
  return new Set(held.map(({ doc }) => doc.catalogId));
}

/**
 * Lets an identified caller in: finds the tenant, or sets it up where the caller is one of its admins, and says
 * what the person is there.
 * @throws AppError `not-set-up` for anybody else of a tenant without an account
 */
export async function enter(world: World, identity: Identity, fresh: NewTenants): Promise<Entry> {
  let standing = await standingOf(world, identity);
  if (standing === null) {
    if (identity.application || !maySetUp(identity.tokenRoles)) {
      throw new AppError(
        'not-set-up',
        'Headcount is not set up in this organisation yet. It is, from the first sign-in of a global administrator or an LMS administrator: ask one of them to open it once.',
      );
    }
    standing = await setUpTenant(world, identity, fresh);
  }
  const { tenant, account } = standing;
  const ownCatalogs = identity.tokenRoles.has('catalogAdmin')
    ? await catalogsOf(world, identity.tenantId, identity.personId)
    : new Set<CatalogId>();
  return { tenant, ownCatalogs, roles: rolesOf(identity, account, ownCatalogs.size > 0) };
}
