import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../api.ts';

/** An address of the api as the key of what was read from it. */
export const keyOf = (path: string): readonly string[] => path.split('/').slice(2);

/** How a list is read. */
export interface PagesOptions<P> {
  /** How many at once. */
  readonly limit: number;
  /** When to look again, by what was read so far; false for not at all. */
  readonly lookAgainMs?: (pages: readonly P[]) => number | false;
}

/** Reads a list page by page, going on where the page before says. */
export const usePages = <P extends z.ZodType<{ readonly nextCursor: string | null }>>(
  path: string,
  page: P,
  { limit, lookAgainMs = () => false }: PagesOptions<z.output<P>>,
) =>
  useInfiniteQuery({
    queryKey: [...keyOf(path), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      api.get(path, page, { signal, query: { limit, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => lookAgainMs(state.data?.pages ?? []),
  });
