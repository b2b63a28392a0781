import { useInfiniteQuery } from '@tanstack/react-query';
import { auditPage } from '../../api/audit/contract.ts';
import { api } from '../api.ts';

/** Whatever happens in a tenant is in the audit, so that what happened to the account has to be looked for. */
const ENTRIES_AT_ONCE = 200;

/** What happened in the tenant and who did it, the newest first. */
export const useAudit = () =>
  useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/audit', auditPage, {
        signal,
        query: { limit: ENTRIES_AT_ONCE, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
