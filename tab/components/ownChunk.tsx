import { lazy, Suspense, type ComponentType } from 'react';
import { ChunkBoundary } from './ChunkBoundary.tsx';

/** A part of a page that comes in a chunk of its own, read when it is first shown: a page does not wait for its forms. */
export function ownChunk<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const Part = lazy(async () => ({ default: await load() }));
  return function InOwnChunk(props: P) {
    return (
      <ChunkBoundary>
        <Suspense fallback={null}>
          <Part {...props} />
        </Suspense>
      </ChunkBoundary>
    );
  };
}
