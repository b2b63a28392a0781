import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { overviewShape } from '../../api/overview/contract.ts';
import { seatChangesPage } from '../../api/seats/contract.ts';
import { api } from '../api.ts';

/** What an administrator looks at first. */
export const useOverview = () =>
  useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => api.get('/api/overview', overviewShape, { signal }),
  });

/** How many further changes are read at once. */
const CHANGES_AT_ONCE = 50;

/**
 * The changes of the count after those that came with the overview.
 * @param cursor where they go on
 * @param wanted nothing is read before somebody asks for more
 */
export const useFurtherChanges = (since: string, cursor: string | null, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: ['seat-changes', since, cursor],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/seat-changes', seatChangesPage, {
        signal,
        query: { since, cursor: pageParam, limit: CHANGES_AT_ONCE },
      }),
    initialPageParam: cursor ?? undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: wanted && cursor !== null,
  });
