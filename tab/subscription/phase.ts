/** Where a subscription is in its term: it runs, it has ended and its seats still count, or it begins later. */
export type Phase = 'running' | 'ended' | 'later';

/**
 * Where a subscription is in its term.
 * @param today the service's day, `YYYY-MM-DD`; null where it is not known: whatever is listed is then taken to run
 */
export function phaseOf(
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string },
  today: string | null,
): Phase {
  if (today === null) return 'running';
  if (today < startsOn) return 'later';
  return today > endsOn ? 'ended' : 'running';
}
