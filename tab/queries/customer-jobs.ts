import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  customerEntriesPage,
  customerJobShape,
  customerJobsPage,
} from '../../api/customers/contract/plans.ts';
import { undoPreviewShape } from '../../api/customers/contract/undo.ts';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { api } from '../api.ts';
import type { CustomerEntry } from '../customers/answers.ts';
import { hasEnded } from './jobs.ts';
import { usePages } from './pages.ts';

const JOBS_AT_ONCE = 50;
const ENTRIES_AT_ONCE = 50;
/** How often it is looked while something is under way. */
const LOOK_AGAIN_MS = 2_000;

const at = (customerId: string): string => `/api/customers/${customerId}`;
const keyOf = (customerId: string, ...rest: readonly unknown[]): readonly unknown[] => [
  'customers',
  customerId,
  ...rest,
];

/** What was done at a customer, the newest first; looked at again while some of it is under way. */
export const useCustomerJobs = (customerId: string) =>
  usePages(`${at(customerId)}/jobs`, customerJobsPage, {
    limit: JOBS_AT_ONCE,
    lookAgainMs: (pages) =>
      pages.some(({ items }) => items.some((job) => !hasEnded(job))) ? LOOK_AGAIN_MS : false,
  });

/** One bulk act at a customer. */
export const useCustomerJob = (customerId: string, jobId: string, isWanted = true) =>
  useQuery({
    queryKey: keyOf(customerId, 'jobs', jobId),
    queryFn: ({ signal }) =>
      api.get(`${at(customerId)}/jobs/${jobId}`, customerJobShape, { signal }),
    enabled: isWanted,
    refetchInterval: ({ state }) =>
      state.data !== undefined && hasEnded(state.data) ? false : LOOK_AGAIN_MS,
  });

/** How it went for each user of a bulk act; null: in whatever state. */
export const useEntries = (
  customerId: string,
  jobId: string,
  state: CustomerEntry['state'] | null,
) =>
  useInfiniteQuery({
    queryKey: keyOf(customerId, 'jobs', jobId, 'entries', state),
    queryFn: ({ signal, pageParam }) =>
      api.get(`${at(customerId)}/jobs/${jobId}/entries`, customerEntriesPage, {
        signal,
        query: { limit: ENTRIES_AT_ONCE, cursor: pageParam, state: state ?? undefined },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** What taking a bulk act back would come to. */
export const useUndoPreview = (customerId: string, jobId: string) =>
  useQuery({
    queryKey: keyOf(customerId, 'undo-preview', jobId),
    queryFn: ({ signal }) =>
      api.post(`${at(customerId)}/undo/${jobId}`, undoPreviewShape, {
        ...{ signal, query: { preview: true } },
      }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Takes a bulk act back, as a job of its own. */
export const undoJob = (customerId: string, jobId: string, key: string): Promise<JobShape> =>
  api.post(`${at(customerId)}/undo/${jobId}`, jobShape, { idempotencyKey: key });

/** Carries on with a bulk act that stopped: the same job. */
export const continueJob = (customerId: string, jobId: string, key: string): Promise<JobShape> =>
  api.post(`${at(customerId)}/jobs/${jobId}/continuation`, jobShape, { idempotencyKey: key });
