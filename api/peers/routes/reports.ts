import { route, type Route } from '../../http/route.ts';
import { peerReport, registeredUsers } from '../actions/reports.ts';
import { shareCatalog, unshareCatalog } from '../actions/sharing-catalogs.ts';
import {
  peerCatalogParams,
  peerParams,
  peerReportParams,
  peerReportQuery,
  peerShape,
  registeredUsersShape,
} from '../contract.ts';
import { standing } from './view.ts';

/** Catalogs that are shared with peers, and reports on peers. */
export const peerReportRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/api/peers/{peerId}/catalogs/{catalogId}',
    summary: 'Share a catalog with a peer account (P-10)',
    access: 'admins',
    params: peerCatalogParams,
    refuses: ['catalog-received', 'peer-state'],
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params } = call;
      await shareCatalog(world, caller.tenant, actor, params.peerId, params.catalogId);
      return standing(call, params.peerId);
    },
  }),
  route({
    method: 'delete',
    path: '/api/peers/{peerId}/catalogs/{catalogId}',
    summary: 'Share a catalog with a peer account no longer',
    access: 'admins',
    params: peerCatalogParams,
    answers: { 204: null },
    act: async ({ world, caller, actor, params }) => {
      await unshareCatalog(world, caller.tenant, actor, params.peerId, params.catalogId);
      return { status: 204 };
    },
  }),
  route({
    method: 'get',
    path: '/api/peers/{peerId}/registered-users',
    summary: 'How many registered users a peer account has, under its consent (PA-25)',
    access: 'admins',
    params: peerParams,
    answers: { 200: registeredUsersShape },
    act: async ({ world, caller, actor, params }) => ({
      status: 200,
      body: { count: await registeredUsers(world, caller.tenant, actor, params.peerId) },
    }),
  }),
  route({
    method: 'get',
    path: '/api/peers/{peerId}/reports/{kind}',
    summary:
      'A report on a peer account as CSV, for the account that asked for it (PA-18 to PA-26)',
    access: 'admins',
    params: peerReportParams,
    query: peerReportQuery,
    answers: { 200: 'text/csv' },
    act: async ({ world, caller, actor, params: { peerId, kind }, query }) => {
      const { catalogId, activeOnly } = query;
      const question = {
        kind,
        catalogId: catalogId ?? null,
        activeOnly: activeOnly === 'true',
      };
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="peer-${kind}.csv"`,
      };
      return {
        ...{ status: 200, headers },
        body: await peerReport(world, caller.tenant, actor, peerId, question),
      };
    },
  }),
];
