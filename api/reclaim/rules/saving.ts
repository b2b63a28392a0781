import { DAY_MS, type Instant } from '../../kernel/time.ts';

/** An amount in the smallest unit of its currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What freed seats are worth until the term ends: seats that need not be bought for so long. */
export interface Saving {
  readonly seats: number;
  /** Whole days until the end of the term, begun ones counted; null where there is no term. */
  readonly days: number | null;
  /** Null where the price of a seat is not known. */
  readonly amount: Money | null;
}

const MONTHS_IN_YEAR = 12;
const DAYS_IN_YEAR = 365;

/**
 * What so many freed seats save until the term ends, by the price of a seat and month; a day is the 365th part of a year.
 * Rounded half up to the minor unit.
 */
export function savingUntil(
  seats: number,
  endsAt: Instant | null,
  seatMonth: Money | null,
  now: Instant,
): Saving {
  if (endsAt === null) return { seats, days: null, amount: null };
  const days = Math.max(0, Math.ceil((endsAt - now) / DAY_MS));
  if (seatMonth === null) return { seats, days, amount: null };
  const yearMinor = seatMonth.amountMinor * MONTHS_IN_YEAR;
  const amountMinor = Math.floor((seats * yearMinor * days) / DAYS_IN_YEAR + 0.5);
  return { seats, days, amount: { amountMinor, currency: seatMonth.currency } };
}
