import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { Suspense, type ReactNode } from 'react';
import { ChunkBoundary } from './ChunkBoundary.tsx';

/** Holds a picture that comes in a chunk of its own: its place while it is read, and why where that fails. */
export function LazyPicture(props: {
  /** The class that gives the place its size. */
  readonly placeholder: string;
  readonly children: ReactNode;
}) {
  return (
    <ChunkBoundary>
      <Suspense
        fallback={
          <Skeleton>
            <SkeletonItem className={props.placeholder} />
          </Skeleton>
        }
      >
        {props.children}
      </Suspense>
    </ChunkBoundary>
  );
}
