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

/** Why something is not done. */
export type Refusal = (typeof REFUSALS)[number];

/** The reason that a code names; whatever else is refused is just that. */
export const asRefusal = (code: string): Refusal =>
  REFUSALS.find((known) => known === code) ?? 'refused';

/** What a refusal speaks of, by name: numbers, and names that are the same in every language. */
export type Facts = Readonly<Record<string, string | number>>;

/** Why something is not done: a stable code, its facts, and field, rule and remedy in words. */
export interface Fault {
  readonly code: Refusal;
  readonly detail: string;
  readonly facts?: Facts;
}
