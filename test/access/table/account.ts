import { at, NOBODY_ID, type Entry } from './entry.ts';
import { anybody, admins } from './rows.ts';

const ACTIVATION = {
  ...{ key: 'ABC', organisation: 'Contoso', firstName: 'Ada', lastName: 'Okafor' },
  ...{ email: 'ada@contoso.example', telephone: '+1 425 555 0100', acceptedTerms: true },
};
const BUYER = {
  ...{ firstName: 'Ada', lastName: 'Okafor', email: 'ada@contoso.example' },
  ...{ company: 'Contoso', telephone: null },
};
const ADDRESS = {
  ...{ line1: '1 Main St', line2: null, city: 'Seattle', region: 'WA' },
  ...{ postalCode: '98101', country: 'US' },
};

/** The account, its orders and its subscriptions. */
export const ACCOUNT: Readonly<Record<string, Entry>> = {
  'GET /api/account': at(admins(200, 200), '/api/account'),
  'PATCH /api/account': at(admins(200, 200), '/api/account', { body: { timeZone: 'UTC' } }),
  'POST /api/subscriptions/activations': at(
    // It is no key, so whoever may activate is told so.
    admins('key-mistyped', 'key-mistyped'),
    '/api/subscriptions/activations',
    { body: ACTIVATION },
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
  'POST /webhooks/fastspring': at(anybody('signature-invalid'), '/webhooks/fastspring', {
    body: { events: [] },
  }),
};
