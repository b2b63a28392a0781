import type { Asking } from '../world.ts';
import { CUSTOMER, type Things } from './things.ts';

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

/** How a route is called: the address, and what is sent. */
export interface Request {
  readonly path: string;
  readonly asking?: Asking;
}

/** One route of the table. */
export interface Entry {
  readonly expects: Row;
  readonly request: (things: Things) => Promise<Request> | Request;
}

/** Anybody at all. */
const anybody = (expected: Expected): Row =>
  Object.fromEntries(CALLERS.map((caller) => [caller, expected])) as Row;

/** Any person of a tenant. */
const signedIn = (expected: Expected): Row => ({
  ...anybody(expected),
  signedOut: 'token-missing',
});

/** The tenant's admins, for what belongs to the whole tenant; `elsewhere` is what the peer's admin gets. */
const admins = (expected: Expected, elsewhere: Expected): Row => ({
  ...signedIn(expected),
  learner: 'role-missing',
  catalogAdmin: 'role-missing',
  otherCatalogAdmin: 'role-missing',
  operator: 'role-missing',
  peerAdmin: elsewhere,
});

/** The operator of the service alone; no tenant's admin. */
const operator = (expected: Expected): Row => ({
  ...signedIn('role-missing'),
  operator: expected,
});

/** The admins, and a catalog's own; what is another's is as if it did not exist. */
const inCatalog = (status: number): Row => ({
  ...admins(status, 'not-found'),
  catalogAdmin: status,
  otherCatalogAdmin: 'not-found',
});

/** The admins and every catalog admin, each for what is theirs. */
const anyCatalog = (status: number): Row => ({
  ...admins(status, status),
  catalogAdmin: status,
  otherCatalogAdmin: status,
});

/**
 * Partner staff (PC-1): global administrators and user administrators. The person who is `otherCatalogAdmin` is one of
 * these, in the group that the customer's relationship is assigned to; owner and global admin are in no such group.
 */
const staff = (expected: Expected, withoutGroup: Expected, elsewhere: Expected): Row => ({
  ...signedIn('role-missing'),
  otherCatalogAdmin: expected,
  globalAdmin: withoutGroup,
  owner: withoutGroup,
  peerAdmin: elsewhere,
});

/** Who may act at a customer: partner staff with a role there; another partner finds no such customer. */
const atCustomer = (expected: Expected): Row =>
  staff(expected, 'customer-role-missing', 'not-found');

const customer = `/api/customers/${CUSTOMER}`;
const FREE = 'f30db892-07e9-47e9-837c-80727f46fd3d';

/** An entry for an address with a customer's new user in it, or with the job that made it. */
const onCustomerUser = (
  path: (ids: { userId: string; jobId: string }) => string,
  expects: Row,
  asking?: Asking,
): Entry => ({
  expects,
  request: async (things) => ({
    path: path(await things.customerUser()),
    ...(asking === undefined ? {} : { asking }),
  }),
});

/** An entry for a fixed address. */
const at = (expects: Row, path: string, asking?: Asking): Entry => ({
  expects,
  request: () => ({ path, ...(asking === undefined ? {} : { asking }) }),
});

/** An entry for an address with one id in it. */
const on = (
  expects: Row,
  thing: Exclude<keyof Things, 'listed' | 'enrolled' | 'customerUser'>,
  path: (id: string) => string,
  asking?: Asking,
): Entry => ({
  expects,
  request: async (things) => ({
    path: path(await things[thing]()),
    ...(asking === undefined ? {} : { asking }),
  }),
});

const ACTIVATION = {
  ...{ key: 'ABC', organisation: 'Contoso', firstName: 'Ada', lastName: 'Okafor' },
  ...{ email: 'ada@contoso.example', telephone: '+1 425 555 0100', acceptedTerms: true },
};
const ACTIVITY = {
  ...{ id: 'access-1', personId: '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001' },
  ...{ kind: 'course-consumed', at: '2026-01-01T00:00:00Z' },
};
const OFFER = { plan: 'seats', seats: 500, months: 12 };
const NO_SEAT: Asking = {
  body: { personIds: ['5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001'], days: 30 },
};
const RECLAIM = {
  ...{ inactiveDays: 90, remindAfterDays: 7, answerWithinDays: 14, restDays: 90 },
  releases: 'by-hand',
};
const NAMED: Asking = { body: { name: 'Ladders' } };
const BUYER = {
  ...{ firstName: 'Ada', lastName: 'Okafor', email: 'ada@contoso.example' },
  ...{ company: 'Contoso', telephone: null },
};
const ADDRESS = {
  ...{ line1: '1 Main St', line2: null, city: 'Seattle', region: 'WA' },
  ...{ postalCode: '98101', country: 'US' },
};
const NOBODY_ID = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';
const NOBODY: Asking = { body: { personIds: [NOBODY_ID] } };

/** The routes of courses and of training plans are the same. */
const trainings = (word: string, param: string, inPlan: boolean): Record<string, Entry> => {
  const one = inPlan ? 'planId' : 'courseId';
  return {
    [`GET /api/catalogs/{catalogId}/${word}`]: on(
      inCatalog(200),
      'catalogId',
      (id) => `/api/catalogs/${id}/${word}`,
    ),
    [`POST /api/catalogs/{catalogId}/${word}`]: on(
      inCatalog(201),
      'catalogId',
      (id) => `/api/catalogs/${id}/${word}`,
      NAMED,
    ),
    [`GET /api/${word}/{${param}}`]: on(inCatalog(200), one, (id) => `/api/${word}/${id}`),
    [`PATCH /api/${word}/{${param}}`]: on(inCatalog(200), one, (id) => `/api/${word}/${id}`, NAMED),
    [`DELETE /api/${word}/{${param}}`]: on(inCatalog(202), one, (id) => `/api/${word}/${id}`),
    [`GET /api/${word}/{${param}}/deletion-preview`]: on(
      inCatalog(200),
      one,
      (id) => `/api/${word}/${id}/deletion-preview`,
    ),
    [`GET /api/${word}/{${param}}/enrolments`]: on(
      inCatalog(200),
      one,
      (id) => `/api/${word}/${id}/enrolments`,
    ),
    [`POST /api/${word}/{${param}}/enrolments`]: on(
      inCatalog(200),
      one,
      (id) => `/api/${word}/${id}/enrolments`,
      NOBODY,
    ),
    [`DELETE /api/${word}/{${param}}/enrolments/{personId}`]: {
      expects: inCatalog(200),
      request: async (things) => {
        const { trainingId, personId } = await things.enrolled(inPlan);
        return { path: `/api/${word}/${trainingId}/enrolments/${personId}` };
      },
    },
    [`GET /api/${word}/{${param}}/groups`]: on(
      inCatalog(200),
      one,
      (id) => `/api/${word}/${id}/groups`,
    ),
    // No group is linked to it, so whoever may look is told that there is none.
    [`DELETE /api/${word}/{${param}}/groups/{groupId}`]: {
      expects: { ...inCatalog(404), ...NONE_THERE },
      request: async (things) => ({
        path: `/api/${word}/${await things[one]()}/groups/${await things.groupId()}`,
      }),
    },
  };
};

/** For whoever may look: there is no such thing. */
const NONE_THERE: Partial<Row> = {
  catalogAdmin: 'not-found',
  lmsAdmin: 'not-found',
  globalAdmin: 'not-found',
  owner: 'not-found',
};

/** Every route, by method and path template as the OpenAPI document has them, and what each caller gets. */
export const TABLE: Readonly<Record<string, Entry>> = {
  'GET /health': at(anybody(200), '/health'),
  'GET /ready': at(anybody(200), '/ready'),
  'GET /api/openapi.json': at(anybody(200), '/api/openapi.json'),
  'GET /api/consent': at(anybody(200), '/api/consent'),

  'GET /api/me': at(signedIn(200), '/api/me'),
  'GET /api/overview': at(admins(200, 200), '/api/overview'),
  'GET /api/subscription': at(admins(200, 200), '/api/subscription'),
  'GET /api/catalogs/{catalogId}/subscription': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/subscription`,
  ),

  'GET /api/seat-history': at(admins(200, 200), '/api/seat-history?from=2026-01-01&to=2026-01-31'),
  'GET /api/seat-changes': at(admins(200, 200), '/api/seat-changes?since=2026-01-01T00:00:00Z'),

  'GET /api/notifications': at(admins(200, 200), '/api/notifications'),
  'POST /api/notifications/{notificationId}/resend': at(
    {
      ...admins(404, 'not-found'),
      lmsAdmin: 'not-found',
      globalAdmin: 'not-found',
      owner: 'not-found',
    },
    `/api/notifications/${NOBODY_ID}/resend`,
    {},
  ),
  'GET /api/notification-reach': at(admins(200, 200), '/api/notification-reach'),
  'GET /api/notification-preferences': at(signedIn(200), '/api/notification-preferences'),
  'PUT /api/notification-preferences': at(signedIn(200), '/api/notification-preferences', {
    body: { language: null, off: [] },
  }),
  'GET /api/audit': at(admins(200, 200), '/api/audit'),

  'GET /api/catalogs': at(anyCatalog(200), '/api/catalogs'),
  'POST /api/catalogs': at(admins(201, 201), '/api/catalogs', NAMED),
  'GET /api/catalogs/{catalogId}': on(inCatalog(200), 'catalogId', (id) => `/api/catalogs/${id}`),
  'PATCH /api/catalogs/{catalogId}': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}`,
    NAMED,
  ),
  'DELETE /api/catalogs/{catalogId}': on(
    admins(202, 'not-found'),
    'catalogId',
    (id) => `/api/catalogs/${id}`,
  ),
  'GET /api/catalogs/{catalogId}/deletion-preview': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/deletion-preview`,
  ),
  'GET /api/catalogs/{catalogId}/admins': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/admins`,
  ),
  'GET /api/catalogs/{catalogId}/admins/{personId}': on(
    { ...inCatalog(404), ...NONE_THERE },
    'catalogId',
    (id) => `/api/catalogs/${id}/admins/${NOBODY_ID}`,
  ),
  'PUT /api/catalogs/{catalogId}/admins/{personId}': {
    expects: admins(200, 'not-found'),
    request: async (things) => {
      const { catalogId, personId } = await things.listed();
      return { path: `/api/catalogs/${catalogId}/admins/${personId}` };
    },
  },
  'DELETE /api/catalogs/{catalogId}/admins/{personId}': on(
    admins(204, 'not-found'),
    'catalogId',
    (id) => `/api/catalogs/${id}/admins/${NOBODY_ID}`,
  ),
  'GET /api/catalogs/{catalogId}/people': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/people`,
  ),
  'POST /api/catalogs/{catalogId}/people': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/people`,
    NOBODY,
  ),
  'GET /api/catalogs/{catalogId}/people/{personId}': {
    expects: inCatalog(200),
    request: async (things) => {
      const { catalogId, personId } = await things.listed();
      return { path: `/api/catalogs/${catalogId}/people/${personId}` };
    },
  },
  'DELETE /api/catalogs/{catalogId}/people/{personId}': {
    expects: inCatalog(200),
    request: async (things) => {
      const { catalogId, personId } = await things.listed();
      return { path: `/api/catalogs/${catalogId}/people/${personId}` };
    },
  },
  'GET /api/catalogs/{catalogId}/groups': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/groups`,
  ),
  'DELETE /api/catalogs/{catalogId}/groups/{groupId}': {
    expects: { ...inCatalog(404), ...NONE_THERE },
    request: async (things) => ({
      path: `/api/catalogs/${await things.catalogId()}/groups/${await things.groupId()}`,
    }),
  },
  ...trainings('courses', 'courseId', false),
  ...trainings('training-plans', 'planId', true),

  'GET /api/people': {
    expects: inCatalog(200),
    request: async (things) => ({ path: `/api/people?catalogId=${await things.catalogId()}` }),
  },
  'POST /api/people': at(admins(201, 201), '/api/people', { body: { displayName: 'Ada Flow' } }),
  'GET /api/people/file': {
    expects: inCatalog(200),
    request: async (things) => ({ path: `/api/people/file?catalogId=${await things.catalogId()}` }),
  },
  'GET /api/people/{personId}': on(inCatalog(200), 'personId', (id) => `/api/people/${id}`),
  'DELETE /api/people/{personId}': on(
    admins(202, 'not-found'),
    'flowPersonId',
    (id) => `/api/people/${id}`,
  ),
  'GET /api/people/{personId}/seat': on(
    inCatalog(200),
    'personId',
    (id) => `/api/people/${id}/seat`,
  ),
  'POST /api/people/{personId}/flow-activation': on(
    admins(200, 'not-found'),
    'flowPersonId',
    (id) => `/api/people/${id}/flow-activation`,
  ),
  'DELETE /api/people/{personId}/flow-activation': on(
    admins(200, 'not-found'),
    'flowPersonId',
    (id) => `/api/people/${id}/flow-activation`,
  ),
  'POST /api/recount': at(admins(202, 202), '/api/recount'),

  'POST /api/imports/enrolments': at(anyCatalog(202), '/api/imports/enrolments?dryRun=true', {
    body: 'catalog,course,person,enrolledOn,unenrolledOn\n',
    contentType: 'text/csv',
  }),

  // A catalog admin asks for reports of the own catalogs, and sees those that he asked for.
  'GET /api/reports': at(anyCatalog(200), '/api/reports'),
  'POST /api/reports': {
    expects: inCatalog(202),
    request: async (things) => {
      const catalogId = await things.catalogId();
      const months = { from: '2026-01', to: '2026-01' };
      return {
        path: '/api/reports',
        asking: { body: { kind: 'enrolments', ...months, format: 'csv', catalogId } },
      };
    },
  },
  'GET /api/reports/{reportId}': on(
    { ...inCatalog(200), catalogAdmin: 'not-found' },
    'reportId',
    (id) => `/api/reports/${id}`,
  ),
  'GET /api/reports/{reportId}/file': on(
    { ...inCatalog(200), catalogAdmin: 'not-found' },
    'reportId',
    (id) => `/api/reports/${id}/file`,
  ),
  'DELETE /api/reports/{reportId}': on(
    { ...inCatalog(204), catalogAdmin: 'not-found' },
    'reportId',
    (id) => `/api/reports/${id}`,
  ),

  // A catalog admin sees the jobs that he started himself.
  'GET /api/jobs': at(anyCatalog(200), '/api/jobs'),
  'GET /api/jobs/{jobId}': on(
    { ...inCatalog(200), catalogAdmin: 'not-found' },
    'jobId',
    (id) => `/api/jobs/${id}`,
  ),
  'GET /api/jobs/{jobId}/rows': on(
    { ...inCatalog(200), catalogAdmin: 'not-found' },
    'importJobId',
    (id) => `/api/jobs/${id}/rows`,
  ),
  // It has ended, so whoever may cancel it is told so.
  'DELETE /api/jobs/{jobId}': on(
    {
      ...inCatalog(202),
      catalogAdmin: 'not-found',
      lmsAdmin: 'job-finished',
      globalAdmin: 'job-finished',
      owner: 'job-finished',
    },
    'jobId',
    (id) => `/api/jobs/${id}`,
  ),

  'GET /api/directory/sync': at(admins(200, 200), '/api/directory/sync'),
  'POST /api/directory/sync': at(admins(202, 202), '/api/directory/sync'),
  'GET /api/directory/people': at(anyCatalog(200), '/api/directory/people?search=a'),
  'GET /api/directory/groups': at(anyCatalog(200), '/api/directory/groups?search=a'),
  'POST /api/activities': at(admins(200, 200), '/api/activities', { body: [ACTIVITY] }),
  'GET /api/usage': at(admins(200, 200), '/api/usage'),
  'POST /api/usage/recount': at(admins(202, 202), '/api/usage/recount'),
  'GET /api/catalogs/{catalogId}/usage': on(
    inCatalog(200),
    'catalogId',
    (id) => `/api/catalogs/${id}/usage`,
  ),
  'GET /api/content-platforms': at(admins(200, 200), '/api/content-platforms'),
  'POST /api/content-platforms': at(admins(201, 201), '/api/content-platforms', NAMED),
  // There is none of that id, so whoever may look is told so.
  'POST /api/content-platforms/{platformId}/secrets': at(
    admins('not-found', 'not-found'),
    `/api/content-platforms/${NOBODY_ID}/secrets`,
  ),
  'DELETE /api/content-platforms/{platformId}': at(
    admins('not-found', 'not-found'),
    `/api/content-platforms/${NOBODY_ID}`,
  ),
  'POST /webhooks/activities': at(anybody('signature-invalid'), '/webhooks/activities', {
    body: [ACTIVITY],
  }),
  'GET /api/reclaim': at(admins(200, 200), '/api/reclaim'),
  'GET /api/reclaim/candidates': at(admins(200, 200), '/api/reclaim/candidates'),
  'GET /api/reclaim/asks': at(admins(200, 200), '/api/reclaim/asks'),
  'POST /api/reclaim/asks': at(admins(200, 200), '/api/reclaim/asks', NO_SEAT),
  'POST /api/reclaim/releases': at(admins(200, 200), '/api/reclaim/releases', NO_SEAT),
  'POST /api/reclaim/withdrawals': at(admins(200, 200), '/api/reclaim/withdrawals', NOBODY),
  'POST /api/reclaim/restorations': at(admins(200, 200), '/api/reclaim/restorations', NOBODY),
  'GET /api/reclaim/settings': at(admins(200, 200), '/api/reclaim/settings'),
  'PUT /api/reclaim/settings': at(admins(200, 200), '/api/reclaim/settings', { body: RECLAIM }),
  'GET /api/reclaim/own': at(signedIn(200), '/api/reclaim/own'),
  // Nobody is asked, so whoever answers is told so.
  'POST /api/reclaim/own/answer': at(signedIn('not-found'), '/api/reclaim/own/answer', {
    body: { askId: NOBODY_ID, answer: 'keep' },
  }),
  'GET /api/account': at(admins(200, 200), '/api/account'),
  'PATCH /api/account': at(admins(200, 200), '/api/account', { body: {} }),
  'POST /api/subscriptions/activations': at(
    // It is no key, so whoever may activate is told so.
    admins('key-mistyped', 'key-mistyped'),
    '/api/subscriptions/activations',
    { body: ACTIVATION },
  ),
  // Of a link that is not there, whoever may look is told so; who may do what on one, test/peers shows.
  'GET /api/peers': at(admins(200, 200), '/api/peers'),
  'POST /api/peers': at(admins('invalid-input', 'invalid-input'), '/api/peers', {
    body: { subdomain: 'nobody', adminEmail: 'ada@contoso.example', seats: 1 },
  }),
  'GET /api/peers/seats': at(admins(200, 200), '/api/peers/seats'),
  'POST /api/peers/openings': at(admins('not-found', 'not-found'), '/api/peers/openings', {
    body: { ticket: NOBODY_ID },
  }),
  'GET /api/peers/{peerId}': at(admins('not-found', 'not-found'), `/api/peers/${NOBODY_ID}`),
  'DELETE /api/peers/{peerId}': at(admins('not-found', 'not-found'), `/api/peers/${NOBODY_ID}`),
  ...Object.fromEntries(
    (
      [
        ['GET', 'deletion-preview', undefined],
        ['POST', 'acceptance', { body: {} }],
        ['POST', 'rejection', undefined],
        ['POST', 'withdrawal', undefined],
        ['POST', 'consent', { body: { consent: true } }],
        ['GET', 'registered-users', undefined],
      ] as const
    ).map(([method, act, asking]) => [
      `${method} /api/peers/{peerId}/${act}`,
      at(admins('not-found', 'not-found'), `/api/peers/${NOBODY_ID}/${act}`, asking),
    ]),
  ),
  'GET /api/peers/{peerId}/reports/{kind}': at(
    admins('not-found', 'not-found'),
    `/api/peers/${NOBODY_ID}/reports/users`,
  ),
  'PUT /api/peers/{peerId}/catalogs/{catalogId}': at(
    admins('not-found', 'not-found'),
    `/api/peers/${NOBODY_ID}/catalogs/${NOBODY_ID}`,
  ),
  'DELETE /api/peers/{peerId}/catalogs/{catalogId}': at(
    admins('not-found', 'not-found'),
    `/api/peers/${NOBODY_ID}/catalogs/${NOBODY_ID}`,
  ),
  'POST /api/orders/estimates': at(admins(200, 200), '/api/orders/estimates', {
    body: { seats: 4, country: 'US' },
  }),
  'POST /api/orders': at(admins(201, 201), '/api/orders', {
    body: { seats: 10, country: 'US', contact: BUYER },
  }),
  'GET /api/orders': at(admins(200, 200), '/api/orders'),
  'GET /api/orders/{orderId}': at(admins('not-found', 'not-found'), `/api/orders/${NOBODY_ID}`),
  'PATCH /api/orders/{orderId}/payment-method': at(
    admins('not-found', 'not-found'),
    `/api/orders/${NOBODY_ID}/payment-method`,
  ),
  'PATCH /api/orders/{orderId}/address': at(
    admins('not-found', 'not-found'),
    `/api/orders/${NOBODY_ID}/address`,
    { body: { address: ADDRESS } },
  ),
  'PATCH /api/orders/{orderId}': at(admins('not-found', 'not-found'), `/api/orders/${NOBODY_ID}`, {
    body: { seats: 5 },
  }),
  'GET /api/checkouts/{checkoutId}': at(
    admins('not-found', 'not-found'),
    `/api/checkouts/${NOBODY_ID}`,
  ),
  'GET /api/billing': at(admins(200, 200), '/api/billing'),
  'GET /api/billing/what-if': at(admins(200, 200), '/api/billing/what-if'),
  'POST /api/account/deactivation': at(
    admins('nothing-to-deactivate', 'nothing-to-deactivate'),
    '/api/account/deactivation',
    { body: {} },
  ),
  'POST /api/account/reactivation': at(
    admins('cannot-reactivate', 'cannot-reactivate'),
    '/api/account/reactivation',
  ),
  'POST /api/purchase-orders': at(admins(202, 202), '/api/purchase-orders', {
    body: { learners: 250, reference: 'PO-1', contact: BUYER },
  }),
  'GET /api/customers': at(staff(200, 200, 200), '/api/customers'),
  'GET /api/customers/{customerId}': at(staff(200, 200, 'not-found'), customer),
  'GET /api/customers/{customerId}/domains': at(atCustomer(200), `${customer}/domains`),
  'GET /api/customers/{customerId}/users': at(atCustomer(200), `${customer}/users`),
  'POST /api/customers/{customerId}/users': at(atCustomer('invalid-input'), `${customer}/users`, {
    body: { displayName: 'Ada Okafor', userName: 'ada@elsewhere.example' },
  }),
  'GET /api/customers/{customerId}/users/{userId}': onCustomerUser(
    ({ userId }) => `${customer}/users/${userId}`,
    atCustomer(200),
  ),
  'PATCH /api/customers/{customerId}/users/{userId}': onCustomerUser(
    ({ userId }) => `${customer}/users/${userId}`,
    atCustomer(200),
    { body: { displayName: 'Ada O.' } },
  ),
  'DELETE /api/customers/{customerId}/users/{userId}': onCustomerUser(
    ({ userId }) => `${customer}/users/${userId}`,
    atCustomer(202),
  ),
  'POST /api/customers/{customerId}/users/{userId}/password': onCustomerUser(
    ({ userId }) => `${customer}/users/${userId}/password`,
    atCustomer(200),
  ),
  'GET /api/customers/{customerId}/licences': at(atCustomer(200), `${customer}/licences`),
  'POST /api/customers/{customerId}/licence-changes': at(
    atCustomer(202),
    `${customer}/licence-changes`,
    { body: { userIds: [NOBODY_ID], add: [{ skuId: FREE }] } },
  ),
  'POST /api/customers/{customerId}/deletions': at(atCustomer(202), `${customer}/deletions`, {
    body: { userIds: [NOBODY_ID] },
  }),
  'GET /api/customers/{customerId}/deleted-users': at(atCustomer(200), `${customer}/deleted-users`),
  'POST /api/customers/{customerId}/deleted-users/restorations': at(
    atCustomer(202),
    `${customer}/deleted-users/restorations`,
    { body: { users: [{ userId: NOBODY_ID }] } },
  ),
  // What was done at a customer all partner staff may look up.
  'GET /api/customers/{customerId}/jobs': at(staff(200, 200, 'not-found'), `${customer}/jobs`),
  'GET /api/customers/{customerId}/jobs/{jobId}': onCustomerUser(
    ({ jobId }) => `${customer}/jobs/${jobId}`,
    staff(200, 200, 'not-found'),
  ),
  'GET /api/customers/{customerId}/jobs/{jobId}/entries': onCustomerUser(
    ({ jobId }) => `${customer}/jobs/${jobId}/entries`,
    staff(200, 200, 'not-found'),
  ),
  'GET /api/customers/{customerId}/jobs/{jobId}/rows': onCustomerUser(
    // A single act has no file of results, so whoever may look is told so.
    ({ jobId }) => `${customer}/jobs/${jobId}/rows`,
    staff('not-found', 'not-found', 'not-found'),
  ),
  'POST /api/customers/{customerId}/undo/{jobId}': onCustomerUser(
    ({ jobId }) => `${customer}/undo/${jobId}`,
    atCustomer(202),
  ),
  'GET /api/customers/{customerId}/imports/template': at(
    staff(200, 200, 200),
    `${customer}/imports/template`,
  ),
  'POST /api/customers/{customerId}/imports/users': at(
    atCustomer(202),
    `${customer}/imports/users?preview=true`,
    { body: 'Display name,User name\nAda,ada@adatum.onmicrosoft.com\n', contentType: 'text/csv' },
  ),
  'POST /api/customers/{customerId}/imports/{jobId}/passwords': onCustomerUser(
    ({ jobId }) => `${customer}/imports/${jobId}/passwords`,
    atCustomer(200),
    { body: {} },
  ),
  'POST /webhooks/fastspring': at(anybody('signature-invalid'), '/webhooks/fastspring', {
    body: { events: [] },
  }),
  'POST /operator/keys': at(operator(201), '/operator/keys', { body: OFFER }),
  'GET /operator/keys': at(operator(200), '/operator/keys'),
  'POST /operator/keys/{keyId}/revocation': at(
    // There is no such key, so whoever may revoke is told so.
    operator('not-found'),
    `/operator/keys/${NOBODY_ID}/revocation`,
  ),
  'POST /webhooks/graph': at(anybody(202), '/webhooks/graph', { body: { value: [] } }),
  'POST /webhooks/graph/lifecycle': at(anybody(202), '/webhooks/graph/lifecycle', {
    body: { value: [] },
  }),
};
