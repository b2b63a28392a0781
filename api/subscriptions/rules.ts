import type { PersonId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountReason, AccountState } from './rules/account-states.ts';

export type { AccountState } from './rules/account-states.ts';

/** What a token and the account say that a person is (product.md, "Who may do what"; ). */
export type Role =
  'owner' | 'globalAdmin' | 'lmsAdmin' | 'catalogAdmin' | 'partnerStaff' | 'operator' | 'learner';

/** A tenant's billing identity. */
export interface Account {
  readonly tenantId: TenantId;
  /**
   * Over how many buckets the tenant's people are spread, as in the tenant's entry: who reads the account knows where
   * they are.
   */
  readonly buckets: number;
  /** Names the account to its peers; unique in the service. */
  readonly subdomain: string;
  readonly state: AccountState;
  /** Why it is in this state; null in the first Trial and while it is Active. */
  readonly reason: AccountReason | null;
  /** Set when the account is made: where it may buy by card (B-4). Two capital letters, ISO 3166. */
  readonly region: string;
  readonly ownerId: PersonId;
  readonly createdAt: Instant;
  /** Every subscription that is, was or is to be active here: who reads the account knows which places to look at. */
  readonly subscriptionIds: readonly string[];
}

/** What a validated access token says about who calls, and nothing else. */
export interface Identity {
  readonly tenantId: TenantId;
  /** The directory object id; of an application's own token, the id of its service principal. */
  readonly personId: PersonId;
  readonly displayName: string;
  /** The user name, from which a new account's subdomain can be made; null where the token has none. */
  readonly userName: string | null;
  /** The roles that the token itself gives: `catalogAdmin` still needs an assignment, `owner` is never here. */
  readonly tokenRoles: ReadonlySet<Role>;
  /** True for an application that calls for itself, without a person. */
  readonly application: boolean;
}

/** The role template id of Global Administrator, as it stands in the `wids` claim. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** The role template id of User Administrator: of partner staff (PC-1: "User management admin"). */
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

const APP_ROLES: Readonly<Record<string, Role>> = {
  'LMS.Admin': 'lmsAdmin',
  'Catalog.Admin': 'catalogAdmin',
  AdminAgent: 'partnerStaff',
  Operator: 'operator',
};

/** The roles that a token's `wids` and `roles` claims give (A-2, PC-1). */
export function tokenRolesOf(wids: readonly string[], appRoles: readonly string[]): Set<Role> {
  const roles = new Set<Role>();
  if (wids.includes(GLOBAL_ADMINISTRATOR)) roles.add('globalAdmin').add('partnerStaff');
  if (wids.includes(USER_ADMINISTRATOR)) roles.add('partnerStaff');
  for (const appRole of appRoles) {
    const role = APP_ROLES[appRole];
    if (role !== undefined) roles.add(role);
  }
  return roles;
}

/** Whether the token's roles are those of somebody who may set a tenant up. */
export const maySetUp = (tokenRoles: ReadonlySet<Role>): boolean =>
  tokenRoles.has('globalAdmin') || tokenRoles.has('lmsAdmin');

/** A person's roles in a tenant: what the token says, the owner by the account, catalog admins by assignment too. */
export function rolesOf(identity: Identity, account: Account, ownsCatalogs: boolean): Set<Role> {
  const roles = new Set<Role>(identity.tokenRoles);
  if (!ownsCatalogs) roles.delete('catalogAdmin');
  if (identity.application) return roles;
  roles.add('learner');
  if (account.ownerId === identity.personId) roles.add('owner');
  return roles;
}

/** True for owner, global admin and LMS admin: they act on the whole tenant. */
export const isTenantAdmin = (roles: ReadonlySet<Role>): boolean =>
  roles.has('owner') || roles.has('globalAdmin') || roles.has('lmsAdmin');

/** How far an act reaches for a person. */
export type Reach = 'tenant' | 'own-catalogs' | 'no';

/**
 * The acts of product.md's table that roles decide; who decides a peer request is another fact, and so is what a
 * customer has granted.
 */
export interface Permissions {
  /** Activate a subscription, see its status and the usage reports at tenant level. */
  readonly subscription: Reach;
  /** See the subscription information at catalog level. */
  readonly catalogSubscription: Reach;
  /** Billing, orders, deactivate and reactivate. */
  readonly billing: Reach;
  /** Peer accounts: request, withdraw, delete, peer reports. */
  readonly peers: Reach;
  /** Catalogs, courses, enrolments, Users lists. */
  readonly learning: Reach;
  /** Customers' users and licences, as far as each customer has granted it; never by an LMS role. */
  readonly customers: Reach;
}

/** What somebody with these roles may do (product.md, "Who may do what"). */
export function permissionsOf(roles: ReadonlySet<Role>): Permissions {
  const tenantWide: Reach = isTenantAdmin(roles) ? 'tenant' : 'no';
  const inCatalogs: Reach =
    tenantWide === 'no' && roles.has('catalogAdmin') ? 'own-catalogs' : tenantWide;
  return {
    subscription: tenantWide,
    catalogSubscription: inCatalogs,
    billing: tenantWide,
    peers: tenantWide,
    learning: inCatalogs,
    customers: roles.has('partnerStaff') ? 'tenant' : 'no',
  };
}

/** The longest subdomain: one DNS label with room for a suffix. */
const SUBDOMAIN_MAX = 50;

/** A subdomain from a domain or user name: the domain's first label in lower case, `tenant` where nothing is left. */
export function subdomainFrom(domainOrUserName: string | null): string {
  const domain = domainOrUserName?.split('@').at(-1) ?? '';
  const label = (domain.split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  const trimmed = label.slice(0, SUBDOMAIN_MAX).replace(/^-+|-+$/g, '');
  return trimmed === '' ? 'tenant' : trimmed;
}

/** The nth candidate (from 1) for a subdomain that others may have taken: `contoso`, `contoso-2` … */
export const subdomainCandidate = (wanted: string, attempt: number): string =>
  attempt === 1 ? wanted : `${wanted}-${attempt}`;
