import { Readable } from 'node:stream';
import type { z } from 'zod';
import { mayTouch } from '../http/authorise.ts';
import { rangeOf } from '../http/byte-range.ts';
import { route, type Answer, type Call, type Caller, type Route } from '../http/route.ts';
import { jobLocation } from '../jobs/contract.ts';
import { AppError, invalid, notFound } from '../kernel/errors.ts';
import { toIso, toIsoOrNull } from '../kernel/time.ts';
import type { World } from '../ports/world.ts';
import { accountOf } from '../subscriptions/routes.ts';
import { askForReport } from './actions/ask.ts';
import { deleteReport } from './actions/delete.ts';
import {
  noteDownload,
  notePeerRead,
  readReport,
  readyReport,
  type ReadyReport,
} from './actions/download.ts';
import { reportAt, reportsPage, type ListedReport } from './actions/listing.ts';
import {
  newReportShape,
  reportFileQuery,
  reportParams,
  reportShape,
  reportsPage as reportsPageShape,
  reportsQuery,
  type ReportShape,
} from './contract.ts';
import {
  OF_A_CATALOG,
  peerKindOf,
  type Report,
  type ReportFormat,
  type ReportKind,
} from './rules/report.ts';

const reportView = (listed: ListedReport, caller: Caller): ReportShape => {
  const { report, state, job } = listed;
  const { reportId, kind, from, to, format, language, catalogId, peer, file } = report;
  const isOpen = state === 'queued' || state === 'running';
  return {
    ...{ id: reportId, kind, from, to, format, language, state },
    catalog: catalogId === null ? null : { id: catalogId, name: listed.catalogName },
    peer:
      peer === null
        ? null
        : { id: peer.peerId, subdomain: listed.peerSubdomain, activeOnly: peer.activeOnly },
    done: file?.rows ?? job?.done ?? 0,
    total: isOpen ? (job?.total ?? null) : (file?.rows ?? null),
    etaSeconds: isOpen ? (job?.etaSeconds ?? null) : null,
    rows: file?.rows ?? null,
    sizeBytes: file?.sizeBytes ?? null,
    askedBy: { id: report.askedBy, displayName: listed.askedByName },
    mine: report.askedBy === caller.personId,
    awaited: report.awaited && (isOpen || state === 'ready'),
    createdAt: toIso(report.createdAt),
    readyAt: toIsoOrNull(file?.readyAt ?? null),
    downloadedAt: toIsoOrNull(report.downloadedAt),
    fileExpiresAt: toIsoOrNull(listed.fileExpiresAt),
    failure: job?.failure ?? null,
  };
};

/** Refuses what the caller may not see: catalog admins ask for one of the own catalogs (A-3). */
function mayAsk(
  caller: Caller,
  { kind, catalogId, peerId, activeOnly }: z.output<typeof newReportShape>,
): void {
  if (peerKindOf(kind) !== null) {
    mayAskOfPeer(caller, kind, peerId, activeOnly);
    return;
  }
  if (peerId !== undefined || activeOnly) {
    const [path, what] =
      peerId === undefined ? ['/activeOnly', 'users'] : ['/peerId', 'an account'];
    throw invalid(
      path,
      'not_of_a_peer',
      `A report of the kind ${kind} is on your own account, and not on ${what} of a peer. Leave ${path.slice(1)} out.`,
    );
  }
  if (catalogId !== undefined) {
    mayTouch(caller, catalogId);
    if (OF_A_CATALOG.has(kind)) return;
    throw invalid(
      '/catalogId',
      'not_of_a_catalog',
      `There is no report of the kind ${kind} for one catalog. Leave catalogId out, or ask for one of: ${[...OF_A_CATALOG].join(', ')}.`,
    );
  }
  if (caller.isAdmin) return;
  throw new AppError(
    'role-missing',
    'A catalog administrator gets reports of the own catalogs: name one with catalogId.',
  );
}

/** Reports on peer accounts are for admins (PA-23); which of them are open, their links say. */
function mayAskOfPeer(
  caller: Caller,
  kind: ReportKind,
  peerId: string | undefined,
  activeOnly: boolean,
): void {
  if (!caller.isAdmin)
    throw new AppError('role-missing', 'Reports on peer accounts are for administrators.');
  if (peerId === undefined) {
    const detail = 'Name the peer account by the id that GET /api/peers gives.';
    throw invalid('/peerId', 'peer-needed', detail);
  }
  if (!activeOnly || kind === 'peer-users') return;
  throw invalid(
    '/activeOnly',
    'not_of_users',
    'Only a report of the kind peer-users can leave people out. Leave activeOnly out.',
  );
}

/**
 * Refuses a report that the caller may not see as one that does not exist (A-3): admins see all of the tenant's, a catalog
 * admin those that he asked for, as long as he has the catalog. Those on peer accounts admins alone see (PA-23).
 */
function maySee(caller: Caller, { askedBy, catalogId, peer }: Report): void {
  if (caller.isAdmin) return;
  const isOwn = askedBy === caller.personId && catalogId !== null && peer === null;
  if (!isOwn || !caller.ownCatalogs.has(catalogId)) throw notFound('report');
}

const TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const fileNameOf = ({ kind, from, to, format }: Report): string =>
  `headcount-${kind}-${from === to ? from : `${from}-${to}`}.${format}`;

/** The file wholly or the part that is asked for, by which a download that broke off goes on. */
async function fileAnswer(
  world: World,
  { report, file }: ReadyReport,
  { headers, method }: Call<never, never, never>['request'],
): Promise<Answer> {
  const { sizeBytes } = file;
  // A report's file never changes, and one that is made anew is another report.
  const etag = `"${report.reportId}"`;
  const about = {
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Last-Modified': new Date(file.readyAt).toUTCString(),
  };
  if (headers['if-none-match']?.split(',').some((tag) => tag.trim() === etag) === true)
    return { status: 304, headers: about };
  const ifRange = headers['if-range'];
  const asked = {
    range: headers.range,
    ifRange: typeof ifRange === 'string' ? ifRange : undefined,
  };
  const range = rangeOf(asked, { sizeBytes, etag });
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  return {
    status: range === null ? 200 : 206,
    headers: {
      ...about,
      'Content-Type': TYPES[report.format],
      'Content-Disposition': `attachment; filename="${fileNameOf(report)}"`,
      'Content-Length': String(end - start),
      ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${sizeBytes}` }),
    },
    body:
      method === 'HEAD'
        ? Readable.from([])
        : await readReport(world, { report, file }, { start, end }),
  };
}

/** Reports: asking for them, how far they are, downloading and deleting them. */
export const reportRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/reports',
    summary: 'Ask for a report of some months; it is made in the background (MAU-13)',
    access: 'catalogAdmins',
    body: newReportShape,
    idempotent: true,
    refuses: ['not-found'],
    answers: { 202: reportShape },
    act: async ({ world, caller, actor, body }) => {
      mayAsk(caller, body);
      const { catalogId, peerId, activeOnly, ...wish } = body;
      const by = { ...actor, personId: caller.personId };
      const report = await askForReport(world, caller.tenant, accountOf(caller), by, {
        ...wish,
        catalogId: catalogId ?? null,
        peer: peerId === undefined ? null : { peerId, activeOnly },
      });
      const { reportId } = report.report;
      return { status: 202, headers: jobLocation(reportId), body: reportView(report, caller) };
    },
  }),
  route({
    method: 'get',
    path: '/api/reports',
    summary: 'Reports, the newest first; a catalog admin sees those that he asked for',
    access: 'catalogAdmins',
    query: reportsQuery,
    answers: { 200: reportsPageShape },
    act: async ({ world, caller, query }) => {
      const awaited = query.awaited === 'true';
      const askedBy = caller.isAdmin && !awaited ? null : caller.personId;
      const page = await reportsPage(world, caller.tenant, { ...query, askedBy, awaited });
      const items = page.items.map((report) => reportView(report, caller));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/reports/{reportId}',
    summary: 'One report',
    access: 'catalogAdmins',
    params: reportParams,
    answers: { 200: reportShape },
    act: async ({ world, caller, params }) => {
      const report = await reportAt(world, caller.tenant, params.reportId);
      maySee(caller, report.report);
      return { status: 200, body: reportView(report, caller) };
    },
  }),
  route({
    method: 'get',
    path: '/api/reports/{reportId}/file',
    summary: 'Download a report, whole or in parts (Range); its file is kept for 30 days',
    access: 'catalogAdmins',
    params: reportParams,
    query: reportFileQuery,
    refuses: [
      'report-not-ready',
      'report-failed',
      'report-downloaded',
      'report-expired',
      'range-unsatisfiable',
    ],
    answers: { 200: 'application/octet-stream', 206: 'application/octet-stream', 304: null },
    act: async ({ world, caller, actor, params, query, request }) => {
      const { tenant, personId } = caller;
      const { report } = await reportAt(world, tenant, params.reportId);
      maySee(caller, report);
      const ready = await readyReport(world, tenant, params.reportId);
      if (request.method !== 'HEAD') await notePeerRead(world, tenant, actor, ready.report);
      const answer = await fileAnswer(world, ready, request);
      // A download that goes on has begun.
      const isFirst = query.first === 'true' && request.headers['if-range'] === undefined;
      if (request.method !== 'HEAD')
        await noteDownload(world, tenant, personId, params.reportId, isFirst);
      return answer;
    },
  }),
  route({
    method: 'delete',
    path: '/api/reports/{reportId}',
    summary: 'Delete a report and its file',
    access: 'catalogAdmins',
    params: reportParams,
    answers: { 204: null },
    act: async ({ world, caller, actor, params }) => {
      const { report } = await reportAt(world, caller.tenant, params.reportId);
      maySee(caller, report);
      await deleteReport(world, caller.tenant, actor, params.reportId);
      return { status: 204 };
    },
  }),
];
