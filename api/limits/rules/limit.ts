import type { Day, Instant } from '../../kernel/time.ts';
import type { Trend } from './forecast.ts';
import type { LimitWindow } from './window.ts';

/** The work of judging limits, as due work names it. */
export const LIMITS = 'limits';

/** A share of capacity, in per cent, at which the admins are warned before the limit itself (G-5). */
export type Threshold = 75 | 90;

/** How an account stands to its limit, as last judged: one document in the tenant's root, moved by version. */
export interface Limit {
  /** Until when time has been judged: what falls due later is still to come. */
  readonly judgedAt: Instant;
  /** Null: without limit. */
  readonly capacity: number | null;
  /** Seats received from peers; null as long as there was nothing to judge. */
  readonly received: number | null;
  readonly used: number;
  readonly window: LimitWindow | null;
  /** Thresholds that were told and are not to be told again before they are re-armed. */
  readonly told: readonly Threshold[];
  /** The subscriptions by which it was judged: of one that comes later only what is still ahead is told. */
  readonly known: readonly string[];
  /** When the last of the subscriptions ends or ended; null where there never was one. */
  readonly lastEndsAt: Instant | null;
  /** The tenant's data may be purged by the operator (G-4). */
  readonly purgeable: boolean;
  /** Seats that deletions under way will still free. */
  readonly freeing: number;
  /** How the count grew, as of the day on which it was last looked at; null where there is too little to go by. */
  readonly trend: Trend | null;
  readonly trendOn: Day | null;
  /** Grows whenever the gate is to be set anew: buckets follow the newest (docs/decisions/0011). */
  readonly gateEpoch: number;
}

/** An account that has activated nothing. */
export const newLimit = (now: Instant): Limit => ({
  judgedAt: now,
  capacity: null,
  received: null,
  used: 0,
  window: null,
  told: [],
  known: [],
  lastEndsAt: null,
  purgeable: false,
  freeing: 0,
  trend: null,
  trendOn: null,
  gateEpoch: 0,
});
