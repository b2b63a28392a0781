import { at, on, NAMED, NOBODY, NOBODY_ID, type Entry } from './entry.ts';
import { admins, inCatalog, anyCatalog, NONE_THERE } from './rows.ts';

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

/** Catalogs, and what is in them. */
export const CATALOGS: Readonly<Record<string, Entry>> = {
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
};
