import { Suspense, type ComponentType } from 'react';
import { chunk } from './chunk.tsx';
import { ChunkBoundary } from './ChunkBoundary.tsx';

/** A part of a page that comes in a chunk of its own, read when it is first shown: a page does not wait for its forms. */
export function ownChunk<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const { Part } = chunk(load, null);
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
