import type { Asking } from '../../world.ts';
import { CUSTOMER } from '../things.ts';
import { at, NOBODY_ID, type Entry } from './entry.ts';
import { atCustomer, staff, type Row } from './rows.ts';

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

/** Customers of a partner. */
export const CUSTOMERS: Readonly<Record<string, Entry>> = {
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
    ({ jobId }) => `${customer}/jobs/${jobId}/rows`,
    staff(200, 200, 'not-found'),
  ),
  'POST /api/customers/{customerId}/jobs/{jobId}/continuation': onCustomerUser(
    // The job has done all that it was to do, so whoever may continue it is told so.
    ({ jobId }) => `${customer}/jobs/${jobId}/continuation`,
    atCustomer('job-finished'),
  ),
  'POST /api/customers/{customerId}/undo/{jobId}': onCustomerUser(
    ({ jobId }) => `${customer}/undo/${jobId}`,
    atCustomer(202),
  ),
  'GET /api/customers/{customerId}/imports/template': at(
    staff(200, 200, 'not-found'),
    `${customer}/imports/template`,
  ),
  'POST /api/customers/{customerId}/imports/users': at(
    atCustomer(202),
    `${customer}/imports/users?preview=true`,
    { body: 'Display name,User name\nAda,ada@adatum.onmicrosoft.com\n', contentType: 'text/csv' },
  ),
  'POST /api/customers/{customerId}/imports/blank-copy': at(
    atCustomer(204),
    `${customer}/imports/blank-copy`,
    { body: { sendTo: 'it@adatum.example' } },
  ),
  'POST /api/customers/{customerId}/imports/{jobId}/passwords': onCustomerUser(
    ({ jobId }) => `${customer}/imports/${jobId}/passwords`,
    atCustomer(200),
    { body: {} },
  ),
};
