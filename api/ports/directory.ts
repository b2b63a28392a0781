import type { ResetReason, UserRow, UserTruth } from '../kernel/directory.ts';
import type { GroupId, PersonId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

export type { ResetReason, UserRow, UserTruth } from '../kernel/directory.ts';

/** What a page of changes says of one group: a part of its direct members, perhaps. */
export interface GroupRow {
  readonly id: GroupId;
  readonly removed?: 'changed' | 'deleted';
  readonly displayName?: string | null;
  readonly members: readonly MemberRow[];
}

/** A direct member that joined, or left (`removed`). */
export interface MemberRow {
  readonly id: string;
  /** `other`: a device, a contact, an application. */
  readonly type: 'user' | 'group' | 'other';
  readonly removed: boolean;
}

/** Where the changes go on, or that they must be read from the start again. */
export type Changes<Row> =
  | {
      readonly outcome: 'page';
      readonly rows: readonly Row[];
      /** Opaque; ask again with it: at once where `complete` is false, at the next poll where it is true. */
      readonly link: string;
      /** True on the last page: everything up to now has been told. */
      readonly complete: boolean;
    }
  | { readonly outcome: 'reset'; readonly reason: ResetReason };

/** The groups whose members can be enrolled (L-13); a mail distribution group cannot. */
export type GroupKind = 'security' | 'microsoft365' | 'distribution';

/** A group as the directory describes it. */
export interface DirectoryGroup {
  readonly groupId: GroupId;
  readonly displayName: string;
  readonly kind: GroupKind;
  /** A rule makes its members. */
  readonly dynamic: boolean;
}

/** A promise of the directory to call back when users change. */
export interface ChangeSubscription {
  readonly subscriptionId: string;
  readonly expiresAt: Instant;
}

/** What a subscription is made of. Both addresses answer the directory's validation call. */
export interface ChangeSubscriptionRequest {
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** Comes back with every notification; at most 128 characters. */
  readonly clientState: string;
  readonly expiresAt: Instant;
}

/**
 * What we need of Entra ID through Microsoft Graph, as Headcount itself in the tenant. Every call may throw
 * `AppError('consent-missing')`, or `AppError('directory-unavailable')` with `retryAfterSeconds`; an adapter has then
 * already tried again what may be repeated.
 */
export interface Directory {
  /** One page of the users' changes: from the start (`link` null), or from a link. */
  userChanges(tenantId: TenantId, link: string | null): Promise<Changes<UserRow>>;
  /** One page of the changes of one group and its direct members. */
  groupChanges(
    tenantId: TenantId,
    groupId: GroupId,
    link: string | null,
  ): Promise<Changes<GroupRow>>;
  /** The truth about each of these users, in their order. Any number. */
  users(tenantId: TenantId, personIds: readonly PersonId[]): Promise<readonly UserTruth[]>;
  /** About how many users there are. */
  userCount(tenantId: TenantId): Promise<number>;
  /** The tenant's initial domain (`contoso.onmicrosoft.com`); null where the tenant does not let it be read. */
  initialDomain(tenantId: TenantId): Promise<string | null>;
  /** The group, or null where there is none of this id. */
  group(tenantId: TenantId, groupId: GroupId): Promise<DirectoryGroup | null>;
  /** Groups with a word of their name beginning so, by name; at most `limit` (1 to 100). */
  searchGroups(
    tenantId: TenantId,
    search: string,
    limit: number,
  ): Promise<readonly DirectoryGroup[]>;
  /** Subscribes to changes of users; the directory may set an earlier or a later end. */
  subscribe(tenantId: TenantId, request: ChangeSubscriptionRequest): Promise<ChangeSubscription>;
  /** Lengthens a subscription, which also authorises it anew; null where it is gone. */
  renew(
    tenantId: TenantId,
    subscriptionId: string,
    expiresAt: Instant,
  ): Promise<ChangeSubscription | null>;
  /** Ends a subscription; one that is gone is no fault. */
  unsubscribe(tenantId: TenantId, subscriptionId: string): Promise<void>;
  close(): Promise<void>;
}
