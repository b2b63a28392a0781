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

/** What a new user may do (PC-14): everybody may use licences and services, a User management admin manages users too. */
export const PERMISSIONS = ['licences-and-services', 'user-administrator'] as const;

/** One of them. */
export type Permission = (typeof PERMISSIONS)[number];

/**
 * Every reason for which something at a customer is not done, or not known to be done. The codes are stable, and whoever
 * shows them makes words of them and of their facts.
 */
export const REFUSALS = [
  // What the directory refuses, in the words of the port.
  'name-taken',
  'name-not-valid',
  'domain-not-verified',
  'property-not-valid',
  'password-not-accepted',
  'usage-location-not-valid',
  'no-licence-left',
  'plans-exclusive',
  'plan-depends-on-another',
  'plan-not-in-location',
  'licence-unknown',
  'licence-inherited',
  'user-gone',
  'not-restorable',
  'synced-user',
  'quota-reached',
  'refused',
  // What ends the work of an agent there.
  'relationship-not-active',
  'customer-role-missing',
  'sign-in-needed',
  'consent-missing',
  // What is wrong with a user name.
  'user-name-malformed',
  'user-name-characters',
  'user-name-dots',
  'user-name-too-long',
  'user-name-of-guest',
  'user-name-twice',
  'user-twice',
  // What is wrong with a row of a file.
  'cell-empty',
  'cells-count',
  'quotes',
  'control-character',
  'formula',
  'too-long',
  'status-filled',
  'permission-not-given-here',
  // What is wrong with a file, or its first line.
  'columns-separator',
  'column-unknown',
  'column-twice',
  'column-missing',
  'empty',
  'binary',
  'not-utf8',
  'line-too-long',
  'no-rows',
  'too-many-records',
  // What is wrong with a wish for licences, or a location.
  'usage-location-missing',
  'usage-location-unknown',
  'plan-unknown',
  'product-for-company',
  'product-not-active',
  'product-twice',
  'managed-by-publisher',
  // Whom safeguards keep as they are.
  'guest-user',
  'oneself',
  'last-admin',
  // What cannot be restored or taken back.
  'restore-too-late',
  'changed-since',
  'password-not-undoable',
  'usage-location-stays',
  // What was done in part, or of which nobody knows.
  'permission-not-given',
  'permission-outcome-unknown',
  'licence-unknown-outcome',
  'outcome-unknown',
  'stopped-under-way',
] as const;

/** Why something at a customer is not done. */
export type Refusal = (typeof REFUSALS)[number];
