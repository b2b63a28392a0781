import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/** That somebody began (1) or ceased (-1) to count. */
export interface Move {
  readonly personId: PersonId;
  readonly at: Instant;
  readonly by: number;
}

/** From when to when somebody counted; `until` null: to the end of the months, or to this moment. */
export interface Counted {
  readonly personId: PersonId;
  readonly from: Instant;
  readonly until: Instant | null;
}

/**
 * When somebody counted, by all of the person's moves in their order. A beginning while the person counts already, and an
 * end while not, say nothing new.
 */
export function countedBy(personId: PersonId, moves: readonly Omit<Move, 'personId'>[]): Counted[] {
  const intervals: Counted[] = [];
  let from: Instant | null = null;
  for (const { at, by } of moves) {
    if (by > 0) from ??= at;
    else if (from !== null) {
      intervals.push({ personId, from, until: at });
      from = null;
    }
  }
  if (from !== null) intervals.push({ personId, from, until: null });
  return intervals;
}
