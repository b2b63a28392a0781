import type { PersonId, TenantId } from '../kernel/ids.ts';

/** How a person can be addressed, as the directory knows it now. */
export interface Contact {
  readonly displayName: string;
  readonly enabled: boolean;
  /** Null where the person has none. */
  readonly mail: string | null;
  /** A tag such as `nl-BE`; null where none is set. */
  readonly preferredLanguage: string | null;
}

/** Who holds the roles of Headcount; null where the tenant does not let Headcount read them. */
export interface RoleHolders {
  readonly globalAdmins: readonly PersonId[] | null;
  readonly lmsAdmins: readonly PersonId[] | null;
}

/**
 * Whom to tell in a tenant, and how. Every call may throw `AppError('consent-missing')`, or
 * `AppError('directory-unavailable')` with `retryAfterSeconds`.
 */
export interface AddressBook {
  roleHolders(tenantId: TenantId): Promise<RoleHolders>;
  /** The people whose enabled account has this mail address or user name; empty where there is nobody. */
  peopleWith(tenantId: TenantId, address: string): Promise<readonly PersonId[]>;
  /** In their order; null for somebody whom the directory has no more. Any number. */
  contacts(
    tenantId: TenantId,
    personIds: readonly PersonId[],
  ): Promise<readonly (Contact | null)[]>;
}
