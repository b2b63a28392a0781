import { useMemo, type ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.tsx';
import { LoadMore } from './LoadMore.tsx';
import { RecordTable, type Column } from './RecordTable.tsx';
import { RowsSkeleton } from './RowsSkeleton.tsx';

/** A list that is read page by page, as the query of it tells. */
export interface Paged<R> {
  readonly data: { readonly pages: readonly { readonly items: readonly R[] }[] } | undefined;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}

/** All rows of a list that were read so far; undefined before the first. */
export const useRows = <R,>({ data }: Pick<Paged<R>, 'data'>): readonly R[] | undefined =>
  useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);

/** The records of a list: an outline while they are read, what to do where there are none, and more of them at the end. */
export function PagedRecords<R>(props: {
  readonly query: Paged<R>;
  readonly empty: ReactNode;
  readonly label: string;
  readonly idOf: (row: R) => string;
  readonly columns: readonly [Column<R>, ...Column<R>[]];
  readonly acts?: { readonly header: string; readonly cell: (row: R) => ReactNode };
}) {
  const { query, empty, ...table } = props;
  const rows = useRows(query);
  return (
    <>
      <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      {rows === undefined && query.error === null ? <RowsSkeleton /> : null}
      {rows?.length === 0 ? empty : null}
      {rows === undefined || rows.length === 0 ? null : <RecordTable rows={rows} {...table} />}
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}
