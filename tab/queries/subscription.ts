import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  catalogSubscriptionShape,
  subscriptionShape,
  type activationShape,
} from '../../api/subscriptions/contract.ts';
import { api } from '../api.ts';
import { MINUTE_MS } from '../durations.ts';
import { isTenantAdmin, type Me } from './me.ts';
import { keyOf } from './pages.ts';

/** The subscription as the API tells it. */
export type Subscription = z.infer<typeof subscriptionShape>;

/** What an activation was answered with. */
export type Activation = z.infer<typeof activationShape>;

/** Windows are counted in days, and others act too: so often it is read anew. */
const LOOK_AGAIN_MS = MINUTE_MS;

/**
 * How the subscription stands, for whoever administers the tenant or catalogs of it, on whatever page. It is the same in
 * each of the own catalogs.
 */
export function useStandingOf(me: Me | undefined) {
  const [first] = me?.ownCatalogs ?? [];
  const path =
    me !== undefined && isTenantAdmin(me)
      ? '/api/subscription'
      : `/api/catalogs/${first ?? ''}/subscription`;
  return useQuery({
    queryKey: keyOf(path),
    queryFn: async ({ signal }): Promise<Subscription> =>
      path === '/api/subscription'
        ? api.get(path, subscriptionShape, { signal })
        : api.get(path, catalogSubscriptionShape, { signal }),
    enabled: me !== undefined && (isTenantAdmin(me) || first !== undefined),
    refetchInterval: LOOK_AGAIN_MS,
  });
}
