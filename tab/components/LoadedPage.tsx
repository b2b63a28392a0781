import type { ReactNode } from 'react';
import { codeOf } from '../api-error.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';

/** The page of one thing: its outline while that is read, and why where reading fails. */
export function LoadedPage<D>(props: {
  readonly query: {
    readonly data: D | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** In its place where there is no such thing (any more). */
  readonly gone: ReactNode;
  readonly children: (data: D) => ReactNode;
}) {
  const { query, gone, children } = props;
  const { data, error, refetch } = query;
  if (['not-found', 'invalid-input'].includes(codeOf(error))) return gone;
  if (data === undefined && error === null) return <PageSkeleton />;
  return (
    <>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined ? null : children(data)}
    </>
  );
}
