import type { ComponentType } from 'react';
import { chunk, type Chunk } from './components/chunk.tsx';
import { PageSkeleton } from './components/PageSkeleton.tsx';
import { readTexts } from './i18n.ts';

/** A page with its addresses, as the router writes them. */
export interface PageAt extends Chunk<object> {
  readonly path: string;
}

/** A page in a chunk of its own. @param areas of the texts that it is shown with */
export const pageAt = (
  path: string,
  load: () => Promise<ComponentType>,
  ...areas: readonly string[]
): PageAt => ({
  path,
  ...chunk(
    async () => {
      const [page] = await Promise.all([load(), ...areas.map(readTexts)]);
      return page;
    },
    <PageSkeleton />,
  ),
});
