import { route, type Route } from '../http/route.ts';
import { jobShape } from '../jobs/contract.ts';
import { accepted } from '../jobs/routes.ts';
import { receiveImport } from './actions/receive.ts';
import { importQuery } from './contract.ts';
import { UPLOAD_LIMITS } from './rules/limits.ts';
import { checkAnnounced } from './actions/scan.ts';

/** The import of enrolments (I-1). */
export const importRoutes = (limits = UPLOAD_LIMITS): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/imports/enrolments',
    summary: 'Import enrolments from a CSV file',
    access: 'catalogAdmins',
    query: importQuery,
    streams: 'text/csv',
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, query, upload, request }) => {
      checkAnnounced(request.headers['content-length'], limits);
      const onlyCatalogs = caller.isAdmin ? null : [...caller.ownCatalogs];
      const { dryRun } = query;
      const settings = { dryRun, onlyCatalogs, limits };
      return accepted(await receiveImport(world, caller.tenant, actor, upload, settings));
    },
  }),
];
