import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { api } from '../api.ts';
import { hasEnded, useJob } from './jobs.ts';

const STARTED = ['recount', 'started'];

/** A recount: started, and followed to its end, also by somebody who left the page and comes back. */
export function useRecount() {
  const client = useQueryClient();
  const { data: started = null } = useQuery<JobShape | null>({
    queryKey: STARTED,
    queryFn: () => null,
    enabled: false,
  });
  const { data: job, error } = useJob(started?.id ?? null, started ?? undefined);
  const start = useMutation({
    mutationFn: () => api.post('/api/recount', jobShape),
    onSuccess: (made) => {
      client.setQueryData(STARTED, made);
    },
  });
  const isOver = job !== undefined && hasEnded(job);
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: ['overview'] });
  }, [isOver, client]);
  return { job: started === null ? null : (job ?? started), isOver, error, start };
}
