import { makeDue } from '../../due/actions.ts';
import { tell } from '../../audit/actions.ts';
import { DIRECTORY } from '../../directory/rules/sync.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom } from '../../kernel/ids.ts';
import { bucketsOf, rootOf, SERVICE } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { SEATS } from '../../seats/actions/due.ts';
import { heads } from '../../seats/kinds.ts';
import { NEW_HEAD } from '../../seats/rules/head.ts';
import { accounts, subdomainClaims, tenants, type TenantEntry } from '../kinds.ts';
import { subdomainCandidate, subdomainFrom, type Account, type Identity } from '../rules.ts';

/** What a new tenant gets. */
export interface NewTenants {
  /** Over how many buckets its people are spread. */
  readonly buckets: number;
  /** The account's region: two capital letters (B-4). */
  readonly region: string;
}

/** More tenants than this cannot share a first label; reaching it is a bug or an attack. */
const SUBDOMAIN_ATTEMPTS_MAX = 10_000;

/** The tenant's entry with a subdomain of its own, made where there is none yet; whoever comes second reads the first's. */
async function enterTenant(
  world: Pick<World, 'store' | 'clock'>,
  identity: Identity,
  fresh: NewTenants,
  domain: string | null,
): Promise<TenantEntry> {
  const { store, clock } = world;
  const { tenantId } = identity;
  const wanted = subdomainFrom(domain ?? identity.userName);
  for (let attempt = 1; attempt <= SUBDOMAIN_ATTEMPTS_MAX; attempt += 1) {
    const subdomain = subdomainCandidate(wanted, attempt);
    const entry = { tenantId, buckets: fresh.buckets, subdomain, createdAt: clock.now() };
    const done = await store.commit(SERVICE, [
      create(tenants, entry),
      create(subdomainClaims, { subdomain, tenantId }),
    ]);
    if (done.outcome === 'committed') return entry;
    const before = await store.read(SERVICE, tenants, { tenantId });
    if (before !== null) return before.doc;
  }
  throw new AppError('busy', 'No subdomain was free. Try again.');
}

/**
 * Sets a tenant up at the first sign-in of one of its admins: heads, the tenant's entry, and the account in Trial
 * with that person as owner, in this order, so that whoever finds one finds what it needs. Every step bears repeating:
 * after a crash the next sign-in finishes, and of sign-ins at the same time one makes the account.
 * @param domain the tenant's initial domain, from which the subdomain is made; null: from the person's user name
 */
export async function setUpTenant(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  identity: Identity,
  fresh: NewTenants,
  domain: string | null = null,
): Promise<Account> {
  const { store, clock } = world;
  const { tenantId, personId } = identity;
  for (const bucket of bucketsOf(tenantId, fresh.buckets)) {
    await store.commit(bucket, [create(heads, NEW_HEAD)]);
  }
  const { subdomain, buckets } = await enterTenant(world, identity, fresh, domain);
  const now = clock.now();
  const account: Account = {
    tenantId,
    buckets,
    subdomain,
    state: 'Trial',
    reason: null,
    region: fresh.region,
    ownerId: personId,
    createdAt: now,
    subscriptionIds: [],
  };
  const actId = idFrom('set-up', tenantId);
  const opened = { ownerId: personId, subdomain, region: account.region };
  for (const work of [SEATS, DIRECTORY]) await makeDue(world, work, { tenantId, buckets }, now);
  await store.commit(rootOf(tenantId), [
    create(accounts, account),
    tell({ personId, actId }, now, 'account-opened', opened),
  ]);
  const held = await store.read(rootOf(tenantId), accounts, {});
  if (held === null) throw new Error('The account that was just made is not there.');
  return held.doc;
}
