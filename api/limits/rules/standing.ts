import type { Instant } from '../../kernel/time.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { capacityAt, countingAt, countsUntil, type CapacityFacts } from './capacity.ts';
import type { Limit } from './limit.ts';
import { isGated, windowAfter } from './window.ts';

/** What learners of an account can do (G-3). */
export type Learning = 'open' | 'no-new-seats' | 'stopped';

/** A grace window that is open (G-2, G-4). */
export interface Grace {
  readonly reason: 'limit' | 'expired';
  readonly openedAt: Instant;
  readonly closesAt: Instant;
  /** Whole days left, begun ones counted. */
  readonly daysLeft: number;
}

/** How an account stands at an instant. */
export interface Standing {
  readonly capacity: number | null;
  readonly learning: Learning;
  /** Open windows, the one that closes first at the head. */
  readonly graces: readonly Grace[];
}

const grace = (
  reason: Grace['reason'],
  openedAt: Instant,
  closesAt: Instant,
  at: Instant,
): Grace => ({ reason, openedAt, closesAt, daysLeft: Math.ceil((closesAt - at) / DAY_MS) });

/**
 * How the account stands at this very instant, by the window as last judged and the facts as they are: what has not been
 * judged yet is taken in.
 */
export function standingAt(
  limit: Limit,
  facts: CapacityFacts & { readonly used: number },
  at: Instant,
): Standing {
  const { state, sources, shares, used } = facts;
  const counting = countingAt(sources, at);
  const hasEnded = counting.length === 0 && shares.received === 0;
  const isInactive = state === 'Inactive' || (state === 'Active' && hasEnded);
  if (isInactive) return { capacity: 0, learning: 'stopped', graces: [] };
  const capacity = capacityAt(facts, at);
  const window = windowAfter(limit.window, used, capacity, at);
  const gated = isGated(window, at);
  const learning =
    !gated || capacity === null || used < capacity
      ? 'open'
      : used > capacity
        ? 'stopped'
        : 'no-new-seats';
  const isOpen = window !== null && !gated && window.belowSince === null;
  // In Trial nothing is limited, so that nothing runs out with a subscription that ended before (G-1).
  const expiring = state === 'Trial' ? [] : counting;
  const graces = [
    ...(isOpen ? [grace('limit', window.openedAt, window.closesAt, at)] : []),
    ...expiring
      .filter(({ endsAt, order }) => order === undefined && endsAt <= at)
      .map((source) => grace('expired', source.endsAt, countsUntil(source), at)),
  ];
  return {
    capacity,
    learning,
    graces: graces.toSorted((one, other) => one.closesAt - other.closesAt),
  };
}
