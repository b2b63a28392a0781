import { useQuery } from '@tanstack/react-query';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { api } from '../api.ts';

/** How often running work is looked at. */
const LOOK_EVERY_MS = 1_000;

/** Whether a job has come to its end, whichever. */
export const hasEnded = ({ state }: Pick<JobShape, 'state'>): boolean =>
  state !== 'queued' && state !== 'running';

/** Follows a job to its end. `initial`: the job as the act answered it. */
export const useJob = (jobId: string | null, initial?: JobShape) =>
  useQuery({
    queryKey: ['jobs', jobId],
    queryFn: ({ signal }) => api.get(`/api/jobs/${jobId ?? ''}`, jobShape, { signal }),
    enabled: jobId !== null,
    ...(initial === undefined ? {} : { initialData: initial }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && hasEnded(state.data) ? false : LOOK_EVERY_MS,
  });
