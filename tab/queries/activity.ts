import { jobShape, jobsPage } from '../../api/jobs/contract.ts';
import { api } from '../api.ts';
import { isOpen } from '../jobs/progress.ts';
import { usePages } from './pages.ts';

const JOBS_AT_ONCE = 50;
/** How often the list is looked at while something in it is running. */
const LOOK_AGAIN_MS = 2_000;

/** Long work that the person may see, the newest first; read again and again while some of it is under way. */
export const useActivity = () =>
  usePages('/api/jobs', jobsPage, {
    limit: JOBS_AT_ONCE,
    lookAgainMs: (pages) => (pages.some(({ items }) => items.some(isOpen)) ? LOOK_AGAIN_MS : false),
  });

/** Asks a job to stop. */
export const cancelJob = (jobId: string) => api.delete(`/api/jobs/${jobId}`, jobShape);

/** What a job said of each row, as a file. */
export const downloadRows = (jobId: string, jobs = '/api/jobs') =>
  api.download(`${jobs}/${jobId}/rows`);
