import { useQuery } from '@tanstack/react-query';
import {
  reportShape,
  reportsPage,
  type NewReportShape,
  type ReportShape,
} from '../../api/reports/contract.ts';
import { z } from 'zod';
import type { Download } from '../api-client.ts';
import { api } from '../api.ts';
import { isBeingMade } from '../reports/states.ts';
import { usePages } from './pages.ts';

/** A report, as the API lists it. */
export type Report = ReportShape;
export type ReportKind = Report['kind'];
/** What is asked for. */
export type ReportWish = NewReportShape;

const REPORTS_AT_ONCE = 50;
/** How often it is looked how far reports are. */
const LOOK_AGAIN_MS = 1_000;
/** The same for those who do not look at the list. */
const LOOK_BESIDE_MS = 3_000;

/** Reports, the newest first; looked at again while one is being made. */
export const useReports = () =>
  usePages('/api/reports', reportsPage, {
    limit: REPORTS_AT_ONCE,
    lookAgainMs: (pages) =>
      pages.some(({ items }) => items.some(isBeingMade)) ? LOOK_AGAIN_MS : false,
  });

/** The person's own reports whose download is to begin by itself. */
export const useAwaited = () =>
  useQuery({
    queryKey: ['reports', 'awaited'],
    queryFn: ({ signal }) =>
      api.get('/api/reports', reportsPage, { signal, query: { awaited: true } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(isBeingMade) === true ? LOOK_BESIDE_MS : false,
  });

/** Asks for a report. */
export const requestReport = (body: ReportWish, idempotencyKey: string): Promise<Report> =>
  api.post('/api/reports', reportShape, { body, idempotencyKey });

/** Deletes a report with its file. */
export const deleteReport = (reportId: string): Promise<undefined> =>
  api.delete(`/api/reports/${reportId}`, z.undefined());

/** A report's file. `first`: only where its download has not begun by itself elsewhere. */
export const downloadReport = (reportId: string, first = false): Promise<Download> =>
  api.download(`/api/reports/${reportId}/file`, first ? { query: { first: true } } : {});
