// What the API is asked to do with a customer's users and licences.

/** What is said of a new user. */
export interface NewUser {
  readonly displayName: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly userName: string;
  readonly usageLocation?: string;
  readonly licences: readonly {
    readonly skuId: string;
    readonly disabledPlans: readonly string[];
  }[];
  readonly permissions: readonly Permission[];
}

/** What a new user may do. */
export type Permission = 'licences-and-services' | 'user-administrator';

/** What is changed of a user; what is left out stays. */
export interface UserChanges {
  readonly displayName?: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly userName?: string;
  readonly usageLocation?: string;
  readonly enabled?: boolean;
}

/** Which products users are to have, and which not; the same for each of them. */
export interface LicenceChanges {
  readonly userIds: readonly string[];
  readonly add: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[];
  readonly remove: readonly string[];
  /** Given first to whoever has no usage location. */
  readonly usageLocation?: string;
}

/** Who is to come back, in this order, and under which name where the old one is taken. */
export interface Restorations {
  readonly users: readonly {
    readonly userId: string;
    readonly newUserName?: string;
  }[];
}
