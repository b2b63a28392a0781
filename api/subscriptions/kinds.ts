import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { Account } from './rules.ts';
import type { AccountSettings } from './rules/account-settings.ts';
import type { WrongKeys } from './rules/activation.ts';
import type { Place, TenantSubscription } from './rules/places.ts';

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
    subscriptionIds: 'json',
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

/** A tenant's own papers on each subscription that is, was or is to be active there. */
export const subscriptions = kind<TenantSubscription>()({
  name: 'subscription',
  key: ['subscriptionId'],
  fields: {
    subscriptionId: 'guid',
    epoch: 'integer',
    plan: 'text',
    seats: 'integer',
    months: 'integer',
    startsAt: 'integer',
    endsAt: 'integer',
    activatedAt: 'integer',
    activatedBy: 'guid?',
    organisation: 'text',
    contact: 'json',
    wish: 'json?',
    endedHereAt: 'integer?',
  },
  indexes: { byActivation: { order: ['activatedAt'] } },
});

/** Where a subscription is active: one document in a partition of its own, so that there is no instant with two places (G-6). */
export const places = kind<Place>()({
  name: 'place',
  key: [],
  fields: {
    subscriptionId: 'guid',
    tenantId: 'guid?',
    buckets: 'integer',
    epoch: 'integer',
    plan: 'text',
    seats: 'integer',
    months: 'integer',
    startsAt: 'integer?',
    endsAt: 'integer?',
    since: 'integer?',
    lapsesAt: 'integer',
    revokedAt: 'integer?',
    left: 'json',
  },
  indexes: {},
});

/** The wrong keys that an account entered lately: one document, so that they are counted over all processes (B-10). */
export const wrongKeys = kind<WrongKeys>()({
  name: 'wrongKeys',
  key: [],
  fields: { at: 'json' },
  indexes: {},
});

/** What an account's administrators have set: one document, made when something is set for the first time. */
export const accountSettings = kind<AccountSettings>()({
  name: 'accountSettings',
  key: [],
  fields: { timeZone: 'text', zones: 'json?', contacts: 'json' },
  indexes: {},
});
