import { at, NOBODY_ID, type Entry } from './entry.ts';
import { anybody, operator } from './rows.ts';

const OFFER = { plan: 'seats', seats: 500, months: 12 };

/** What the service tells of itself, and the operator's routes. */
export const SERVICE: Readonly<Record<string, Entry>> = {
  'GET /health': at(anybody(200), '/health'),
  'GET /ready': at(anybody(200), '/ready'),
  'GET /api/openapi.json': at(anybody(200), '/api/openapi.json'),
  'GET /api/consent': at(anybody(200), '/api/consent'),
  'POST /operator/keys': at(operator(201), '/operator/keys', { body: OFFER }),
  'GET /operator/keys': at(operator(200), '/operator/keys'),
  'POST /operator/keys/{keyId}/revocation': at(
    // There is no such key, so whoever may revoke is told so.
    operator('not-found'),
    `/operator/keys/${NOBODY_ID}/revocation`,
  ),
};
