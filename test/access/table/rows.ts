/** Who calls. `catalogAdmin` has the catalog that the call is about; `otherCatalogAdmin` has another one. */
export const CALLERS = [
  'signedOut',
  'learner',
  'catalogAdmin',
  'otherCatalogAdmin',
  'lmsAdmin',
  'globalAdmin',
  'owner',
  'operator',
  'peerAdmin',
] as const;

/** One of the callers. */
export type CallerName = (typeof CALLERS)[number];

/** What a caller gets: a status of success, or a refusal's code. */
export type Expected = number | string;

/** What each caller gets. */
export type Row = Readonly<Record<CallerName, Expected>>;

/** Anybody at all. */
export const anybody = (expected: Expected): Row =>
  Object.fromEntries(CALLERS.map((caller) => [caller, expected])) as Row;

/** Any person of a tenant. */
export const signedIn = (expected: Expected): Row => ({
  ...anybody(expected),
  signedOut: 'token-missing',
});

/** The tenant's admins, for what belongs to the whole tenant; `elsewhere` is what the peer's admin gets. */
export const admins = (expected: Expected, elsewhere: Expected): Row => ({
  ...signedIn(expected),
  learner: 'role-missing',
  catalogAdmin: 'role-missing',
  otherCatalogAdmin: 'role-missing',
  operator: 'role-missing',
  peerAdmin: elsewhere,
});

/** The operator of the service alone; no tenant's admin. */
export const operator = (expected: Expected): Row => ({
  ...signedIn('role-missing'),
  operator: expected,
});

/** The admins, and a catalog's own; what is another's is as if it did not exist. */
export const inCatalog = (status: number): Row => ({
  ...admins(status, 'not-found'),
  catalogAdmin: status,
  otherCatalogAdmin: 'not-found',
});

/** The admins and every catalog admin, each for what is theirs. */
export const anyCatalog = (status: number): Row => ({
  ...admins(status, status),
  catalogAdmin: status,
  otherCatalogAdmin: status,
});

/**
 * Partner staff (PC-1): global administrators and user administrators. The person who is `otherCatalogAdmin` is one of
 * these, in the group that the customer's relationship is assigned to; owner and global admin are in no such group.
 */
export const staff = (expected: Expected, withoutGroup: Expected, elsewhere: Expected): Row => ({
  ...signedIn('role-missing'),
  otherCatalogAdmin: expected,
  globalAdmin: withoutGroup,
  owner: withoutGroup,
  peerAdmin: elsewhere,
});

/** Who may act at a customer: partner staff with a role there; another partner finds no such customer. */
export const atCustomer = (expected: Expected): Row =>
  staff(expected, 'customer-role-missing', 'not-found');

/** For whoever may look: there is no such thing. */
export const NONE_THERE: Partial<Row> = {
  catalogAdmin: 'not-found',
  lmsAdmin: 'not-found',
  globalAdmin: 'not-found',
  owner: 'not-found',
};
