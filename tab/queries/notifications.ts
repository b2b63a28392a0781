import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  notificationsPage,
  preferencesShape,
  reachShape,
  resentShape,
  type deliveryState,
  type notificationShape,
  type preferencesBody,
} from '../../api/notifications/contract.ts';
import { api } from '../api.ts';
import { isMoving } from '../notifications/states.ts';

/** One notice to one person. */
export type Notification = z.infer<typeof notificationShape>;
export type DeliveryState = z.infer<typeof deliveryState>;
export type Preferences = z.infer<typeof preferencesShape>;

const NOTIFICATIONS_AT_ONCE = 50;
/** How often the list is looked at while something in it is going out. */
const LOOK_AGAIN_MS = 1_000;

/** What was sent to whom, the newest first; looked at again while some of it is going out. */
export const useNotifications = (state: DeliveryState | null) =>
  useInfiniteQuery({
    queryKey: ['notifications', state],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/notifications', notificationsPage, {
        signal,
        query: { limit: NOTIFICATIONS_AT_ONCE, cursor: pageParam, state: state ?? undefined },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isMoving)) === true ? LOOK_AGAIN_MS : false,
  });

/** Has a notification sent again. */
export const resend = (notificationId: string, idempotencyKey: string) =>
  api.post(`/api/notifications/${notificationId}/resend`, resentShape, { idempotencyKey });

/** By which ways people can be told, and what would have to be granted for more. */
export const useReach = () =>
  useQuery({
    queryKey: ['notification-reach'],
    queryFn: ({ signal }) => api.get('/api/notification-reach', reachShape, { signal }),
  });

const PREFERENCES = ['notification-preferences'];

/** What the person wants to be told, and in which language. */
export const usePreferences = () =>
  useQuery({
    queryKey: PREFERENCES,
    queryFn: ({ signal }) => api.get('/api/notification-preferences', preferencesShape, { signal }),
  });

/** Keeps what was chosen. */
export function useChoosePreferences() {
  const client = useQueryClient();
  return async (body: z.input<typeof preferencesBody>): Promise<void> => {
    const chosen = await api.put('/api/notification-preferences', preferencesShape, { body });
    client.setQueryData(PREFERENCES, chosen);
  };
}
