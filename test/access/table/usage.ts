import type { Asking } from '../../world.ts';
import { at, NAMED, NOBODY, NOBODY_ID, on, type Entry } from './entry.ts';
import { anybody, signedIn, admins, inCatalog } from './rows.ts';

const ACTIVITY = {
  ...{ id: 'access-1', personId: '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001' },
  ...{ kind: 'course-consumed', at: '2026-01-01T00:00:00Z' },
};
const NO_SEAT: Asking = {
  body: { personIds: ['5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001'], days: 30 },
};
const RECLAIM = {
  ...{ inactiveDays: 90, remindAfterDays: 7, answerWithinDays: 14, restDays: 90 },
  releases: 'by-hand',
};

/** Activities, usage, and seats that are not used. */
export const USAGE: Readonly<Record<string, Entry>> = {
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
};
