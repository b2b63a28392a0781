import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from './me.ts';

const AWAITS = ['awaits-reports'];

/** Whether a report is to be downloaded by itself: one was when the tab was opened, or was asked for since. */
export function useAwaitsReports({ reportsAwaited }: Pick<Me, 'reportsAwaited'>): boolean {
  const { data } = useQuery({
    queryKey: AWAITS,
    queryFn: () => reportsAwaited,
    initialData: reportsAwaited,
    // Nobody else knows better what was asked for here.
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Notes that a report was asked for. */
export function useAwaitReport(): () => void {
  const client = useQueryClient();
  return () => client.setQueryData(AWAITS, true);
}
