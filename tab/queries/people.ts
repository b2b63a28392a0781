import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { PAGE_LIMIT_MAX } from '../../api/http/contract.ts';
import { jobShape } from '../../api/jobs/contract.ts';
import { peoplePageShape, personShape, seatShape } from '../../api/seats/contract.ts';
import { api } from '../api.ts';
import type { PeopleFilter } from '../people/filter.ts';
import { queryOf } from '../people/filter.ts';

/** So many people are read at first: more than fit a screen. */
const PEOPLE_AT_FIRST = 100;
/** So many are read whenever scrolling needs more: as many as the api gives. */
const PEOPLE_AT_ONCE = PAGE_LIMIT_MAX;

/** One person as lists show it. */
export const usePerson = (personId: string) =>
  useQuery({
    queryKey: ['people', 'one', personId],
    queryFn: ({ signal }) => api.get(`/api/people/${personId}`, personShape, { signal }),
  });

/** Why a person counts or not, and what would free the seat. */
export const useSeat = (personId: string) =>
  useQuery({
    queryKey: ['people', 'seat', personId],
    queryFn: ({ signal }) => api.get(`/api/people/${personId}/seat`, seatShape, { signal }),
  });

/** The people whom a filter lets through, page by page. */
export function usePeople(filter: PeopleFilter) {
  const client = useQueryClient();
  const { search, shown, catalogId, guestsOnly } = filter;
  useEffect(() => {
    const queryKey = ['people', 'list', { search, shown, catalogId, guestsOnly }];
    // Coming back reads again what is kept: the first page, and not the hundred that somebody scrolled through.
    return () => {
      const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt;
      client.setQueryData<InfiniteData<unknown>>(
        queryKey,
        (kept) =>
          kept && { pages: kept.pages.slice(0, 1), pageParams: kept.pageParams.slice(0, 1) },
        updatedAt === undefined ? {} : { updatedAt },
      );
    };
  }, [client, search, shown, catalogId, guestsOnly]);

  return useInfiniteQuery({
    queryKey: ['people', 'list', { search, shown, catalogId, guestsOnly }],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/people', peoplePageShape, {
        signal,
        query: {
          ...queryOf(filter),
          limit: pageParam === undefined ? PEOPLE_AT_FIRST : PEOPLE_AT_ONCE,
          cursor: pageParam,
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // A hundred thousand rows are neither compared one by one with those before, nor read again for a glance elsewhere.
    structuralSharing: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Removes a person entirely: everywhere, at once (L-7). */
export function useRemovePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (personId: string) => api.delete(`/api/people/${personId}`, jobShape),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['people'] }),
        client.invalidateQueries({ queryKey: ['overview'] }),
      ]);
    },
  });
}

/** Reads people as a file, by the same filter; a search is not part of it. */
export const exportPeople = (filter: PeopleFilter) =>
  api.download('/api/people/file', { query: queryOf({ ...filter, search: '' }) });
