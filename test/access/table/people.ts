import { at, on, type Entry } from './entry.ts';
import { anybody, admins, inCatalog, anyCatalog } from './rows.ts';

/** People, their seats and the directory. */
export const PEOPLE: Readonly<Record<string, Entry>> = {
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
  'GET /api/directory/sync': at(admins(200, 200), '/api/directory/sync'),
  'POST /api/directory/sync': at(admins(202, 202), '/api/directory/sync'),
  'GET /api/directory/people': at(anyCatalog(200), '/api/directory/people?search=a'),
  'GET /api/directory/groups': at(anyCatalog(200), '/api/directory/groups?search=a'),
  'POST /webhooks/graph': at(anybody(202), '/webhooks/graph', { body: { value: [] } }),
  'POST /webhooks/graph/lifecycle': at(anybody(202), '/webhooks/graph/lifecycle', {
    body: { value: [] },
  }),
};
