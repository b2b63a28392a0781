import { at, on, NOBODY_ID, type Entry } from './entry.ts';
import { signedIn, admins, inCatalog } from './rows.ts';

/** Who one is, what stands where, and what one is told. */
export const OVERVIEW: Readonly<Record<string, Entry>> = {
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
};
