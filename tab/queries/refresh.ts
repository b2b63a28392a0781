import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Not read again after an act: who is there stays, and a preview belongs to one question. */
const STAYS = ['me', 'deletion-preview', 'undo-preview'];

/**
 * Reads again what is on the screen, and the rest when it is next seen. An act on learning can change figures anywhere,
 * so no page keeps a list of what it might have changed. With `when-seen` nothing is read at once: the page that is
 * still there is of something that is gone.
 */
export function useRefresh(): (when?: 'now' | 'when-seen') => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    (when = 'now') =>
      client.invalidateQueries({
        refetchType: when === 'now' ? 'active' : 'none',
        predicate: ({ queryKey }) =>
          !queryKey.some((part) => typeof part === 'string' && STAYS.includes(part)),
      }),
    [client],
  );
}

/** An act of the person; what it changed is read again, also where it failed on the way. */
export function useAct<I, O>(act: (input: I) => Promise<O>) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: act, onSettled: () => void refresh() });
}
