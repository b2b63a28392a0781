/** How a delegated admin relationship can stand (Microsoft Graph: delegatedAdminRelationshipStatus). */
export const RELATIONSHIP_STATUSES = [
  'created',
  'approvalPending',
  'approved',
  'activating',
  'active',
  'expiring',
  'expired',
  'terminationRequested',
  'terminating',
  'terminated',
] as const;

/** How a delegated admin relationship stands, as Microsoft Graph names it. */
export type RelationshipStatus = (typeof RELATIONSHIP_STATUSES)[number];

/** A user to be made at a customer. */
export interface NewUser {
  /** The sign-in name (user principal name), in one of the customer's domains; the mail nickname is made of it. */
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  /** Where services are used: two capital letters of ISO 3166; null: not said, and then no licence can be given. */
  readonly usageLocation: string | null;
}

/** What of a user is to be otherwise; what is left out stays. Null empties. */
export interface UserChanges {
  readonly userName?: string;
  readonly displayName?: string;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly usageLocation?: string | null;
  readonly enabled?: boolean;
}
