import { setTimeout as wait } from 'node:timers/promises';
import { catalogAdmins } from '../../catalogs/kinds.ts';
import { AppError } from '../../kernel/errors.ts';
import type { CatalogId, PersonId, TenantId } from '../../kernel/ids.ts';
import { byTurn } from '../../ports/by-turn.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../kinds.ts';
import { maySetUp, rolesOf, type Account, type Identity, type Role } from '../rules.ts';
import { setUpTenant, type NewTenants } from './set-up.ts';

/** A person in a tenant that is set up. */
export interface Entry {
  readonly tenant: Tenant;
  /** The tenant's account, read after the request came in. */
  readonly account: Account;
  readonly roles: ReadonlySet<Role>;
  /** The catalogs that a catalog admin has. */
  readonly ownCatalogs: ReadonlySet<CatalogId>;
}

/**
 * Lets an identified caller in: finds the tenant, or sets it up where the caller is one of its admins, and says
 * what the person is there. Rejects with `not-set-up` for anybody else of a tenant without an account.
 */
export type Enter = (identity: Identity) => Promise<Entry>;

/** Makes the way in; `fresh` is what tenants get that are set up from now on. */
export function createEnter(world: World, fresh: NewTenants): Enter {
  return async (identity) => {
    const { tenantId, personId } = identity;
    const account =
      (await readAccount(world.store, tenantId))?.doc ?? (await setUp(world, identity, fresh));
    const ownCatalogs = identity.tokenRoles.has('catalogAdmin')
      ? await catalogsOf(world, tenantId, personId)
      : new Set<CatalogId>();
    const tenant = { tenantId, buckets: account.buckets };
    return {
      tenant,
      account,
      ownCatalogs,
      roles: rolesOf(identity, account, ownCatalogs.size > 0),
    };
  };
}

/** Reads a tenant's account, once for all requests that one turn has in hand. */
const readAccount = byTurn(
  (store: StoreReader, tenantId: TenantId) => store.read(rootOf(tenantId), accounts, {}),
  (tenantId) => tenantId,
);

/** Nobody waits longer than this for a name: then the user name will do. */
const DOMAIN_WAIT_MS = 5_000;

/** The tenant's initial domain; null where the directory does not tell it: it may not have been let in yet. */
async function domainOf({ directory, log }: World, tenantId: TenantId): Promise<string | null> {
  const asked = directory.initialDomain(tenantId).catch((err: unknown) => {
    log.info({ tenantId, err }, 'the initial domain was not told; the user name is taken instead');
    return null;
  });
  const patience = new AbortController();
  const { signal } = patience;
  const waited = wait(DOMAIN_WAIT_MS, null, { signal, ref: false }).catch(() => null);
  return Promise.race([asked, waited]).finally(() => patience.abort());
}

async function setUp(world: World, identity: Identity, fresh: NewTenants): Promise<Account> {
  if (!identity.application && maySetUp(identity.tokenRoles)) {
    return setUpTenant(world, identity, fresh, await domainOf(world, identity.tenantId));
  }
  throw new AppError(
    'not-set-up',
    'Headcount is not set up in this organisation yet. It is, from the first sign-in of a global administrator or an LMS administrator: ask one of them to open it once.',
  );
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
