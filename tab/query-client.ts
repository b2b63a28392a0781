import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { MINUTE_MS } from './durations.ts';

/** What was seen is shown again at once for so long, and read anew meanwhile. */
const KEPT_MS = 30 * MINUTE_MS;
/** Within so short a time nothing is read twice. */
const FRESH_MS = 1_000;
const RETRIES = 2;

/** Whether reading again may help: no answer came, or the other side is only briefly away. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'network-lost' || error.status >= 500);

/** How long to wait before reading again: as long as the API asks for, otherwise 1 s, then 2 s. */
export const retryDelayMs = (failures: number, error: unknown): number =>
  error instanceof ApiError && error.retryAfterSeconds !== null
    ? error.retryAfterSeconds * 1_000
    : 1_000 * 2 ** failures;

/** What the tab has read from the API. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: KEPT_MS,
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES && isPassing(error),
        retryDelay: retryDelayMs,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
