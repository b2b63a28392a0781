/**
 * A user as the directory keeps it. A property that was never set is absent; one that was emptied is null. The two
 * differ in what delta shows.
 */
export interface DirectoryUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  /** ISO 8601 UTC. */
  readonly createdDateTime: string;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly mail?: string | null;
  readonly mailNickname?: string | null;
  readonly jobTitle?: string | null;
  readonly department?: string | null;
  readonly companyName?: string | null;
  readonly officeLocation?: string | null;
  readonly city?: string | null;
  readonly country?: string | null;
  readonly employeeId?: string | null;
  readonly mobilePhone?: string | null;
  readonly businessPhones?: readonly string[];
  readonly otherMails?: readonly string[];
  readonly proxyAddresses?: readonly string[];
  readonly preferredLanguage?: string | null;
  /** ISO 3166 country code of two letters. */
  readonly usageLocation?: string | null;
  readonly externalUserState?: string | null;
  readonly creationType?: string | null;
  readonly passwordPolicies?: string | null;
  readonly onPremisesSyncEnabled?: boolean | null;
  /** When the password was last set, ISO 8601 UTC. The password itself is kept nowhere. */
  readonly lastPasswordChangeDateTime?: string | null;
  /** Tells the password from another one; Graph never shows it. */
  readonly passwordProof?: string;
  /** Whether the password has to be changed at the next sign-in; Graph never shows it. */
  readonly mustChangePassword?: boolean;
}

/** The name of a property of a user. */
export type UserProperty = keyof DirectoryUser;

/** What can be changed about a user: everything but the id and the day of creation. */
export type UserChanges = Partial<Omit<DirectoryUser, 'id' | 'createdDateTime'>>;

/** What a new user needs; the rest is filled in. */
export type NewUser = UserChanges &
  Pick<DirectoryUser, 'userPrincipalName' | 'displayName'> & { readonly id?: string };

/** live: in use · deleted: restorable for 30 days · purged: gone for good. */
export type UserState = 'live' | 'deleted' | 'purged';

/** Where a user stands now. */
export interface Standing {
  /** Place in the tenant, from 0 in order of creation. */
  readonly index: number;
  readonly user: DirectoryUser;
  readonly state: UserState;
  /** Milliseconds since 1970; only while deleted. */
  readonly deletedAt?: number;
}
