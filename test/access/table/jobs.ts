import { at, on, type Entry } from './entry.ts';
import { inCatalog, anyCatalog } from './rows.ts';

/** Imports, reports and jobs. */
export const JOBS: Readonly<Record<string, Entry>> = {
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
};
