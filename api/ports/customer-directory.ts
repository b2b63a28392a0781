import type { RelationshipStatus } from '../kernel/customers.ts';
import type { GroupId, PersonId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import type { CustomerUser, DeletedUser, Licence } from './customer-users.ts';
import type { UserWrite, WriteOutcome } from './customer-writes.ts';

/** Roles of a relationship that the members of one security group of the partner have. */
export interface AccessAssignment {
  readonly assignmentId: string;
  readonly groupId: GroupId;
  /** It gives roles while it is `active`. */
  readonly active: boolean;
  /** Role template ids, lower case. */
  readonly roleIds: readonly string[];
}

/** A delegated admin relationship of the partner with one customer; a customer may have several. */
export interface Relationship {
  readonly relationshipId: string;
  readonly displayName: string;
  /** The customer's tenant. */
  readonly customerId: TenantId;
  readonly customerName: string;
  readonly status: RelationshipStatus;
  readonly createdAt: Instant;
  readonly activatedAt: Instant | null;
  /** When it ends unless it is extended; null before it was approved. */
  readonly endsAt: Instant | null;
  /** Whether it lengthens itself at its end. */
  readonly autoExtends: boolean;
  /** What the customer agreed to: role template ids. Agents have what assignments give them of these. */
  readonly roleIds: readonly string[];
  readonly assignments: readonly AccessAssignment[];
}

/** A part of a list, and the opaque link to the next; null at the end. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly link: string | null;
}

/** Which users, all conditions at once. */
export interface UserQuery {
  /** Beginnings of words in names, or of the user name or the mail address. */
  readonly search?: string;
  readonly unlicensed?: boolean;
  /** Who has this product, directly or by a group. */
  readonly skuId?: string;
  readonly enabled?: boolean;
  readonly guests?: boolean;
  /** Who holds a directory role in the customer's tenant. */
  readonly admins?: boolean;
  /** At most so many in a part: 1 to 999. */
  readonly limit: number;
}

/** A grant of an agent of the partner, as it is kept: only the process's own key opens it. */
export interface KeptGrant {
  readonly partnerId: TenantId;
  readonly personId: PersonId;
  readonly sealed: string;
}

/**
 * Customers' directories through Microsoft Graph, by the delegated admin relationships of a partner. Every call may
 * throw `AppError('directory-unavailable')` with `retryAfterSeconds` and `AppError('consent-missing')`.
 */
export interface CustomerDirectories {
  /**
   * The partner's relationships, as Headcount itself in the partner's tenant, each with all its assignments. Those that
   * no customer has opened yet are left out.
   */
  relationships(partnerId: TenantId, link: string | null): Promise<Part<Relationship>>;
  /** All relationships with one customer, in whatever state. */
  relationshipsWith(partnerId: TenantId, customerId: TenantId): Promise<readonly Relationship[]>;
  /** The groups of which a person of the partner is a member, directly or through others. */
  groupsOf(partnerId: TenantId, personId: PersonId): Promise<ReadonlySet<GroupId>>;
  /**
   * Exchanges the agent's access token for Headcount's API (without `Bearer`) for a grant that lasts for weeks of work
   * without the agent. Returns it sealed, as it is kept.
   * @throws AppError `sign-in-needed` where Entra ID wants the person to sign in again, or to agree
   */
  grantOf(partnerId: TenantId, personId: PersonId, accessToken: string): Promise<string>;
  /** The agent's hands in one customer's tenant. Nothing is asked yet. */
  at(customerId: TenantId, grant: KeptGrant): CustomerHands;
  close(): void;
}

/**
 * What an agent's hands can do in one customer's tenant, as far as the roles that are granted now go. Beyond what
 * `CustomerDirectories` says, every call may throw AppError `relationship-not-active`, `customer-role-missing`, and
 * `sign-in-needed` where the grant has ended. Tokens are of this customer alone: `tid` is looked at.
 */
export interface CustomerHands {
  /** Users by a query, in Graph's order; `count` of all that fit, null where Graph does not say. A link belongs to its query. */
  users(
    query: UserQuery,
    link: string | null,
  ): Promise<Part<CustomerUser> & { readonly count: number | null }>;
  /** Users by their ids, in this order; null for one who is not there (any more). Any number. */
  readMany(userIds: readonly PersonId[]): Promise<readonly (CustomerUser | null)[]>;
  /** Users by their user names, under the lower-case name; who is not there is not in it. Any number. */
  byNames(userNames: readonly string[]): Promise<ReadonlyMap<string, CustomerUser>>;
  licences(): Promise<readonly Licence[]>;
  /** The verified domains, the default one first. */
  domains(): Promise<readonly string[]>;
  /** Everybody who holds a directory role, by role template id. */
  roleHolders(): Promise<ReadonlyMap<string, ReadonlySet<PersonId>>>;
  /** Users among the deleted; `count` of all. */
  deletedUsers(link: string | null): Promise<Part<DeletedUser> & { readonly count: number | null }>;
  /** Deleted users by their ids, in this order; null for one who is not among them. Any number. */
  deletedMany(userIds: readonly PersonId[]): Promise<readonly (DeletedUser | null)[]>;
  /**
   * Carries out writes: one user's in their order, the others side by side in batches; each is tried again by itself,
   * and what may have been carried out is read back before it is tried again. Keeps to the customer's write limit
   * together with everybody else in this process.
   *
   * `told` is given each outcome once, as soon as it is known. Where the promise rejects (`directory-unavailable`, or
   * the signal's reason), writes that were not told may or may not have been carried out: give them again with
   * `mayBeDone`.
   */
  write(
    writes: readonly UserWrite[],
    told: (outcome: WriteOutcome) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}
