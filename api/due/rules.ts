import type { TenantId } from '../kernel/ids.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../kernel/time.ts';

/** That a tenant has work of one kind to be done by an instant. */
export interface Due {
  readonly work: string;
  readonly tenantId: TenantId;
  /** Over how many buckets the tenant's people are spread. */
  readonly buckets: number;
  readonly dueAt: Instant;
  /** The instants for which it was asked and since which no run has begun, the earliest first. */
  readonly asks: readonly Instant[];
  /** Until when, on the system's clock, nobody else takes it: a worker is at it. */
  readonly leaseUntil: number;
  readonly failures: number;
}

/**
 * How many runs of each lane a process has under way at once. Each lane has places of its own, so that what takes
 * hours (a first sync, an import) does not hold up what takes a moment (a judgement). Notices wait for the network alone
 * and go out at a pace of each tenant's own, so that many tenants have their turn at once.
 */
export const PLACES = { brief: 8, jobs: 4, directory: 4, notices: 32 } as const;

/** Among which other work a kind of work waits for a place. */
export type Lane = keyof typeof PLACES;

/** So long nobody else takes what a worker has; one that stopped leaves its work to others after that. */
export const DUE_LEASE_MS = 30 * SECOND_MS;
/** A worker that is still at it says so this often. */
export const DUE_RENEWED_EVERY_MS = 10 * SECOND_MS;

/**
 * Whether work may be taken: no worker is at it.
 * @param aloneSince since when, on the system's clock, no other process works on the store: what was taken before was
 * left by a crash; null where others do
 */
export const mayTakeDue = (
  { leaseUntil }: Due,
  systemNow: number,
  aloneSince: number | null,
): boolean =>
  leaseUntil <= systemNow || (aloneSince !== null && leaseUntil - DUE_LEASE_MS < aloneSince);

const REST_MIN_MS = 5 * SECOND_MS;
const REST_MAX_MS = 15 * MINUTE_MS;

/** How long work rests that failed, the longer the more often. */
export const restAfter = (failures: number): number =>
  Math.min(REST_MAX_MS, REST_MIN_MS * 2 ** (failures - 1));

/** So many instants are kept; whoever asks for more gets the earliest. */
const ASKS_MAX = 50;

/** The work, asked for once more. */
export const askedFor = (due: Due, at: Instant): Due => ({
  ...due,
  dueAt: Math.min(due.dueAt, at),
  asks: [...new Set([...due.asks, at])].toSorted((one, other) => one - other).slice(0, ASKS_MAX),
});

/** The work in the hands of a worker who begins now: what was asked for by now is answered by this run. */
export const taken = (due: Due, now: Instant, systemNow: number): Due => ({
  ...due,
  asks: due.asks.filter((at) => at > now),
  leaseUntil: systemNow + DUE_LEASE_MS,
});

/** What is left of it after a run that says when the next one is due (null: never); null where nothing is. */
export function afterRun(due: Due, nextAt: Instant | null): Due | null {
  const instants = nextAt === null ? due.asks : [nextAt, ...due.asks];
  return instants.length === 0
    ? null
    : { ...due, dueAt: Math.min(...instants), leaseUntil: 0, failures: 0 };
}

/**
 * The order in which what is due gets a place, fair over tenants: first those with the fewest runs under way in its
 * lane here, then what has waited the longest.
 */
export const byTurn =
  (underWay: (due: Due) => number) =>
  (one: Due, other: Due): number =>
    underWay(one) - underWay(other) || one.dueAt - other.dueAt;
