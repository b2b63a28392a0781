import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { z } from 'zod';
import { meShape } from '../../api/subscriptions/contract.ts';
import { api } from '../api.ts';
import { MINUTE_MS } from '../durations.ts';

/** Who is signed in, and what they may do. */
export type Me = z.infer<typeof meShape>;

/** Reads who is signed in. Roles change with a new token only, so it is not asked again on every visit. */
export const useMeQuery = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.get('/api/me', meShape, { signal }),
    staleTime: 5 * MINUTE_MS,
  });

/** Given by the shell once it is known who is there. */
export const MeContext = createContext<Me | null>(null);

/** Who is signed in; only inside the shell. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('useMe is for pages inside the shell.');
  return me;
}

/** Whether the person works for customers of the tenant, as a partner (PC-1). */
export const isPartnerStaff = ({ roles }: Me): boolean => roles.includes('partnerStaff');

/** Whether there is anything of learning for the person: the whole tenant's, or that of own catalogs. */
export const hasCatalogs = ({ may, ownCatalogs }: Me): boolean =>
  may.subscription === 'tenant' || ownCatalogs.length > 0;

/** Whether the person administers the whole tenant, rather than own catalogs. */
export const isTenantAdmin = (me: Me): boolean => me.may.subscription === 'tenant';
