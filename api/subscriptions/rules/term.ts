import { dayOf, type Day, type Instant } from '../../kernel/time.ts';
import type { Term } from './places.ts';

/** The same day and time so many calendar months later, in UTC; where that month has no such day, its last one. */
export function monthsAfter(at: Instant, months: number): Instant {
  const moved = new Date(at);
  const day = moved.getUTCDate();
  moved.setUTCMonth(moved.getUTCMonth() + months);
  if (moved.getUTCDate() !== day) moved.setUTCDate(0);
  return moved.getTime();
}

/** The term of a subscription that begins now. */
export const termFrom = (now: Instant, months: number): Term => ({
  startsAt: now,
  endsAt: monthsAfter(now, months),
});

/** The last day of a term, in UTC. */
export const lastDayOf = ({ endsAt }: Pick<Term, 'endsAt'>): Day => dayOf(endsAt - 1);
