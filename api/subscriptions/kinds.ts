import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { Account } from './rules.ts';

/** An account's own paper. */
export const accounts = kind<Account>()({
  name: 'account',
  key: [],
  fields: {
    tenantId: 'guid',
    buckets: 'integer',
    subdomain: 'text',
    state: 'text',
    reason: 'text?',
    region: 'text',
    ownerId: 'guid',
    createdAt: 'integer',
  },
  indexes: {},
});

/** A tenant that Headcount knows: over how many buckets its people are spread. Written once. */
export interface TenantEntry {
  readonly tenantId: TenantId;
  readonly buckets: number;
  /** The subdomain that was claimed for its account, in the same commit. */
  readonly subdomain: string;
  readonly createdAt: Instant;
}

/** Which tenants there are, in the service's own partition. */
export const tenants = kind<TenantEntry>()({
  name: 'tenant',
  key: ['tenantId'],
  fields: { tenantId: 'guid', buckets: 'integer', subdomain: 'text', createdAt: 'integer' },
  indexes: { byAge: { order: ['createdAt'] } },
});

/** That a subdomain is taken, and by whom. */
export interface SubdomainClaim {
  readonly subdomain: string;
  readonly tenantId: TenantId;
}

/** Taken subdomains, in the service's own partition: one document each, so that no two tenants get the same. */
export const subdomainClaims = kind<SubdomainClaim>()({
  name: 'subdomainClaim',
  key: ['subdomain'],
  fields: { subdomain: 'text', tenantId: 'guid' },
  indexes: {},
});
