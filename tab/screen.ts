import { useSyncExternalStore } from 'react';

/** From here on the navigation stands beside the page; below, it opens over it. Also at 200 % zoom of a laptop. */
const BESIDE = '(min-width: 800px)';

/** Whether a media query holds, now and later. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Whether there is room for the navigation beside the page. */
export const useHasRoom = (): boolean => useMedia(BESIDE);
