import {
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import {
  peerDeletionShape,
  peerSeatsShape,
  peerShape,
  peersPage,
  registeredUsersShape,
} from '../../api/peers/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import type { Direction, Peer, PeerAsk } from '../peers/answers.ts';
import { useRefresh } from './refresh.ts';

const AT_ONCE = 50;
/** How often it is looked whether a request was decided elsewhere. */
const LOOK_AGAIN_MS = 5_000;

/**
 * The links in one direction, the newest first; looked at again while one waits to be decided.
 * @param isAllowed whether the person may see them; else nothing is asked
 */
export const usePeers = (direction: Direction, isAllowed = true) =>
  useInfiniteQuery({
    queryKey: ['peers', 'pages', direction],
    enabled: isAllowed,
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/peers', peersPage, {
        signal,
        query: { limit: AT_ONCE, cursor: pageParam, direction },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ request }) => request !== null)) === true
        ? LOOK_AGAIN_MS
        : false,
  });

/** The links in one direction, one page after the other until all are there: for whoever chooses among them. */
export function useAllPeers(direction: Direction, isAllowed = true) {
  const query = usePeers(direction, isAllowed);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return query;
}

const peerKey = (peerId: string): readonly string[] => ['peers', peerId];

/** One link; looked at again while it waits to be decided. */
export const usePeer = (peerId: string) =>
  useQuery({
    queryKey: peerKey(peerId),
    queryFn: ({ signal }) => api.get(`/api/peers/${peerId}`, peerShape, { signal }),
    refetchInterval: ({ state }) => (state.data?.request == null ? false : LOOK_AGAIN_MS),
  });

/** What can be shared, and what is shared and received. */
export const usePeerSeats = () =>
  useQuery({
    queryKey: ['peers', 'seats'],
    queryFn: ({ signal }) => api.get('/api/peers/seats', peerSeatsShape, { signal }),
  });

/** Opens the single-use link of a notice: the request to which it leads. */
export function useOpening(ticket: string) {
  const [keys] = useState(createActKeys);
  return useQuery({
    queryKey: ['peers', 'openings', ticket],
    queryFn: () =>
      underKey(keys, ticket, (idempotencyKey) =>
        api.post('/api/peers/openings', peerShape, { body: { ticket }, idempotencyKey }),
      ),
    // It opens once.
    staleTime: Infinity,
  });
}

/** What deleting each of these links comes to, read anew each time it is asked for. */
export const usePeerDeletions = (peerIds: readonly string[]) =>
  useQueries({
    queries: peerIds.map((peerId) => ({
      queryKey: [...peerKey(peerId), 'deletion-preview'],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.get(`/api/peers/${peerId}/deletion-preview`, peerDeletionShape, { signal }),
      staleTime: 0,
      gcTime: 0,
    })),
  });

/** An act on a link, under a key that stays the same until its outcome is known; what it changed is read again. */
export function usePeerAct<I>(act: (input: I, idempotencyKey: string) => Promise<Peer>) {
  const [keys] = useState(createActKeys);
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (input: I) => underKey(keys, input, (key) => act(input, key)),
    onSuccess: (peer) => client.setQueryData(peerKey(peer.id), peer),
    onSettled: () => void refresh(),
  });
}

/** Asks an account to be a peer, or changes what is shared with it. */
export const requestPeer = (body: PeerAsk, idempotencyKey: string): Promise<Peer> =>
  api.post('/api/peers', peerShape, { body, idempotencyKey });

const act = (peerId: string, name: string, body: object | undefined, idempotencyKey: string) =>
  api.post(`/api/peers/${peerId}/${name}`, peerShape, {
    idempotencyKey,
    ...(body === undefined ? {} : { body }),
  });

/** What somebody decides of a request that was made at an instant. */
export type Decision =
  | { readonly accept: true; readonly consent: boolean; readonly requestedAt: string }
  | { readonly accept: false; readonly requestedAt: string };

/** Accepts or rejects the request that was looked at, and no other. */
export const decidePeer = (peerId: string, decision: Decision, key: string): Promise<Peer> => {
  const { accept, ...body } = decision;
  return act(peerId, accept ? 'acceptance' : 'rejection', body, key);
};

/** Takes back what waits to be decided. */
export const withdrawPeer = (peerId: string, key: string): Promise<Peer> =>
  act(peerId, 'withdrawal', undefined, key);

/** Consents to the user report, or takes the consent back. */
export const consentToPeer = (peerId: string, consent: boolean, key: string): Promise<Peer> =>
  act(peerId, 'consent', { consent }, key);

/** Deletes a link; a deleted one stays so. */
export const deletePeer = (peerId: string): Promise<Peer> =>
  api.delete(`/api/peers/${peerId}`, peerShape);

/** Shares a catalog on a link. */
export const sharePeerCatalog = (peerId: string, catalogId: string): Promise<Peer> =>
  api.put(`/api/peers/${peerId}/catalogs/${catalogId}`, peerShape);

/** Shares a catalog on a link no longer. */
export const unsharePeerCatalog = (peerId: string, catalogId: string): Promise<undefined> =>
  api.delete(`/api/peers/${peerId}/catalogs/${catalogId}`, z.undefined());

/** How many registered users the peer account has. Both sides note that it was looked. */
export const countRegistered = async (peerId: string): Promise<number> =>
  (await api.get(`/api/peers/${peerId}/registered-users`, registeredUsersShape)).count;
