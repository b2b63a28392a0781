import { Component, type ReactNode } from 'react';
import { ApiError } from '../api-error.ts';
import { isChunkGone } from '../deploy.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Holds a part of a page that comes in a chunk of its own: where that fails, the rest of the page stays. */
export class ChunkBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const gone = { status: 0, code: 'answer-unreadable', detail: 'The chunk is gone.' };
    return <ErrorNotice error={isChunkGone(error) ? new ApiError(gone) : error} />;
  }
}
