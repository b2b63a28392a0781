import type customerActs from '../locales/en/customerActs.json';

type Key = keyof (typeof customerActs)['refusal'];

/** The reasons for which an act at a customer is refused that have words of their own. */
const KNOWN: Readonly<Record<Exclude<Key, 'other'>, true>> = {
  'name-taken': true,
  'name-not-valid': true,
  'domain-not-verified': true,
  'property-not-valid': true,
  'password-not-accepted': true,
  'usage-location-not-valid': true,
  'no-licence-left': true,
  'plans-exclusive': true,
  'plan-depends-on-another': true,
  'plan-not-in-location': true,
  'licence-unknown': true,
  'licence-inherited': true,
  'user-gone': true,
  'not-restorable': true,
  'synced-user': true,
  'quota-reached': true,
  'relationship-not-active': true,
  'customer-role-missing': true,
  'sign-in-needed': true,
  'user-name-malformed': true,
  'user-name-characters': true,
  'user-name-dots': true,
  'user-name-too-long': true,
  'user-name-of-guest': true,
  'user-name-twice': true,
  'user-twice': true,
  'cell-empty': true,
  'cells-count': true,
  quotes: true,
  'control-character': true,
  formula: true,
  'too-long': true,
  'status-filled': true,
  'permission-not-given-here': true,
  'permission-not-given': true,
  'permission-outcome-unknown': true,
  'usage-location-missing': true,
  'usage-location-unknown': true,
  'usage-location-stays': true,
  'plan-unknown': true,
  'product-for-company': true,
  'product-not-active': true,
  'product-twice': true,
  'managed-by-publisher': true,
  'guest-user': true,
  oneself: true,
  'last-admin': true,
  'restore-too-late': true,
  'changed-since': true,
  'password-not-undoable': true,
  'outcome-unknown': true,
};

const isKnown = (code: string): code is Exclude<Key, 'other'> => Object.hasOwn(KNOWN, code);

/** The key of the words for a refusal; what is not known is told as the server tells it. */
export const refusalKeyOf = (code: string): Key => (isKnown(code) ? code : 'other');
