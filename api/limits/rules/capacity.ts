import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { AccountState } from '../../subscriptions/rules/account-states.ts';
import type { Plan, Source } from '../../subscriptions/rules/places.ts';

/** How long seats count beyond a subscription's end, and how long a window stays open (G-2, G-4). */
export const GRACE_MS = 14 * DAY_MS;

/** Seats that peers give and take. */
export interface SharedSeats {
  /** What peers give, as far as they have it at this moment. */
  readonly received: number;
  /** What links hold, also where purchased seats fell below it and the links are still to be lowered (P-6). */
  readonly shared: number;
  readonly reserved: number;
}

/** No peer gives or takes anything. */
export const NOTHING_SHARED: SharedSeats = { received: 0, shared: 0, reserved: 0 };

/**
 * Until when the source gives anything: of a key, 14 days after its end (G-4); of an order, as B-3 and B-7 say, infinity
 * where no end is known.
 */
export const countsUntil = ({ endsAt, order }: Pick<Source, 'endsAt' | 'order'>): Instant =>
  order === undefined ? endsAt + GRACE_MS : (order.until ?? Infinity);

/** The sources that count at an instant. */
export const countingAt = (sources: readonly Source[], at: Instant): Source[] =>
  sources.filter((source) => source.startsAt <= at && at < countsUntil(source));

/** Seats purchased, as they count at an instant. */
export const purchasedAt = (sources: readonly Source[], at: Instant): number =>
  countingAt(sources, at)
    .filter(({ plan }) => plan === 'seats')
    .reduce((sum, { seats }) => sum + seats, 0);

/** What capacity follows from (G-1). */
export interface CapacityFacts {
  readonly state: AccountState;
  readonly sources: readonly Source[];
  readonly shares: SharedSeats;
}

/** The plan that an account has at an instant: that of the subscriptions that count, seats where there is none. */
export const planAt = (sources: readonly Source[], at: Instant): Plan =>
  countingAt(sources, at).some(({ plan }) => plan === 'mau') ? 'mau' : 'seats';

/**
 * How many people may count at an instant; null: without limit, as in Trial and under the MAU plan (G-1). An inactive
 * account has none.
 */
export function capacityAt({ state, sources, shares }: CapacityFacts, at: Instant): number | null {
  if (state === 'Trial' || planAt(sources, at) === 'mau') return null;
  if (state === 'Inactive') return 0;
  // The last paid day has passed: the trial that follows has begun, whether it is written down already or not (B-1).
  if (state === 'Activation required' && countingAt(sources, at).length === 0) return null;
  const { received, shared, reserved } = shares;
  return Math.max(0, purchasedAt(sources, at) - shared - reserved) + received;
}

/**
 * What an account may give to peers at an instant before anything is given: nothing in Trial, nor while it is inactive
 * (P-2, P-6).
 */
export const sharableAt = (
  { state, sources }: Pick<CapacityFacts, 'state' | 'sources'>,
  at: Instant,
): number => (state === 'Trial' || state === 'Inactive' ? 0 : purchasedAt(sources, at));

/** What may still be given to peers (P-2): own learners fill received seats first. */
export const availableForSharing = (
  purchased: number,
  { received, shared, reserved }: SharedSeats,
  used: number,
): number => Math.max(0, purchased - shared - reserved - Math.max(0, used - received));
