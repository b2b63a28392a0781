import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { syncShape, type SyncShape } from '../../api/directory/contract.ts';
import { api } from '../api.ts';

const LOOK_EVERY_MS = 1_000;
/** So long after asking a sync is waited for, though it is not seen running: a small one is over at once. */
const AWAITED_MS = 10_000;

const isRunning = ({ state }: SyncShape): boolean => state === 'running' || state === 'first-sync';

/**
 * The directory sync: as the page has read it, followed while it runs, and started.
 * @param initial how it stood when the page was read
 */
export function useSync(initial: SyncShape) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ readonly lastSuccessAt: string | null } | null>(null);
  const isFollowed = asked !== null || isRunning(initial);
  const { data: followed } = useQuery({
    queryKey: ['directory', 'sync'],
    queryFn: ({ signal }) => api.get('/api/directory/sync', syncShape, { signal }),
    enabled: isFollowed,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  });
  const sync = isFollowed && followed !== undefined ? followed : initial;

  const start = useMutation({
    mutationFn: (acceptVanished: boolean) =>
      api.post('/api/directory/sync', syncShape, { query: { acceptVanished } }),
    onSuccess: (started) => {
      client.setQueryData(['directory', 'sync'], started);
      setAsked({ lastSuccessAt: started.lastSuccessAt });
    },
  });

  const isOver = asked !== null && !isRunning(sync) && sync.lastSuccessAt !== asked.lastSuccessAt;
  useEffect(() => {
    if (asked === null) return undefined;
    const end = () => {
      setAsked(null);
      void client.invalidateQueries({ queryKey: ['overview'] });
      void client.invalidateQueries({ queryKey: ['people'] });
    };
    if (isOver) {
      end();
      return undefined;
    }
    if (isRunning(sync)) return undefined;
    const timer = setTimeout(end, AWAITED_MS);
    return () => clearTimeout(timer);
  }, [asked, isOver, sync, client]);

  return { sync, isRunning: isRunning(sync) || asked !== null, start };
}
