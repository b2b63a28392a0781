/** Where a subscription is in its term: it runs, has ended and still counts, counts no longer, or begins later. */
export type Phase = 'running' | 'ended' | 'over' | 'later';

/**
 * Where a subscription is in its term. What an order gives renews by itself: it runs until an end is known.
 * @param today the service's day, `YYYY-MM-DD`
 */
export function phaseOf(
  each: {
    readonly startsOn: string;
    readonly endsOn: string;
    readonly countsThroughOn: string | null;
  },
  today: string,
): Phase {
  const { startsOn, endsOn, countsThroughOn } = each;
  if (today < startsOn) return 'later';
  if (today <= endsOn || countsThroughOn === null) return 'running';
  return today <= countsThroughOn ? 'ended' : 'over';
}
