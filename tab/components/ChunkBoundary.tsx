import type { ReactNode } from 'react';
import { ApiError } from '../api-error.ts';
import { chunkFaultOf } from '../deploy.ts';
import { Boundary } from './Boundary.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';

const WORDS = {
  'newer-version': 'answer-unreadable',
  'network-lost': 'network-lost',
  crash: 'internal',
} as const;

/** Holds a part of a page that comes in a chunk of its own: where that fails, it says why, and the page stays. */
export function ChunkBoundary({ children }: { readonly children: ReactNode }) {
  return (
    <Boundary
      instead={(error) => {
        const code = WORDS[chunkFaultOf(error, navigator.onLine)];
        return <ErrorNotice error={new ApiError({ status: 0, code, detail: String(error) })} />;
      }}
    >
      {children}
    </Boundary>
  );
}
