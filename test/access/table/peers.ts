import { at, NOBODY_ID, type Entry } from './entry.ts';
import { admins } from './rows.ts';

/** Peer accounts. */
export const PEERS: Readonly<Record<string, Entry>> = {
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
};
