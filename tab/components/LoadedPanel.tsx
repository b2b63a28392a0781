import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.tsx';
import { Panel } from './Panel.tsx';

/** A panel around what is read: its place while it is read, and why where that fails. */
export function LoadedPanel<D>(props: {
  readonly title: string;
  readonly explanation: string;
  readonly query: {
    readonly data: D | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** What is shown of it. */
  readonly children: (data: D) => ReactNode;
}) {
  const { title, explanation, query, children } = props;
  const { data, error, refetch } = query;
  return (
    <Panel title={title} explanation={explanation}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
      {data === undefined ? null : children(data)}
    </Panel>
  );
}
