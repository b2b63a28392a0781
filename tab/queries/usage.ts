import { useQuery } from '@tanstack/react-query';
import { usageShape } from '../../api/usage/contract.ts';
import { api } from '../api.ts';

export type { Usage } from '../usage/answers.ts';

/** What was used in the period that holds the month; in the running one where none is given. */
export const useUsage = (month: string | null) =>
  useQuery({
    queryKey: ['usage', month],
    queryFn: ({ signal }) =>
      api.get('/api/usage', usageShape, { signal, query: { period: month ?? undefined } }),
    // Another period is chosen on the page that shows one: it stays until the other is read.
    placeholderData: (before) => before,
  });
