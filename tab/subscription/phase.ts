import { DAY_MS } from '../durations.ts';

/** So many days a subscription's seats count beyond its last day (G-4). */
const COUNTS_ON_DAYS = 14;

/** Where a subscription is in its term: it runs, has ended and still counts, counts no longer, or begins later. */
export type Phase = 'running' | 'ended' | 'over' | 'later';

/**
 * Where a subscription is in its term.
 * @param today the service's day, `YYYY-MM-DD`
 */
export function phaseOf(
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string },
  today: string,
): Phase {
  if (today < startsOn) return 'later';
  if (today <= endsOn) return 'running';
  const daysSince = (Date.parse(today) - Date.parse(endsOn)) / DAY_MS;
  return daysSince <= COUNTS_ON_DAYS ? 'ended' : 'over';
}
