import type { Instant } from '../../kernel/time.ts';
import type { FigureAmounts } from './active.ts';
import type { Calendar } from './calendar.ts';
import { monthsOf, periodOf, type Month } from './months.ts';

/** What an activation key of the MAU plan gives. */
export interface MauKey {
  /** Monthly active users, added up over the months of a period. */
  readonly units: number;
  /** When it came to the account: it raises what the period of that instant has. */
  readonly givenAt: Instant;
}

/** Bought for a period (M-1): the keys that came in it, added up. What is left at its end lapses. */
export const purchasedIn = (
  keys: readonly MauKey[],
  period: Month,
  firstMonth: Month,
  calendar: Calendar,
): number =>
  keys
    .filter(({ givenAt }) => periodOf(calendar.monthAt(givenAt), firstMonth) === period)
    .reduce((sum, { units }) => sum + units, 0);

/** A month of a period. */
export interface UsageMonth {
  readonly month: Month;
  readonly unique: number;
  readonly usedSoFar: number;
  readonly closed: boolean;
}

/** The figures of a period. */
export interface PeriodUsage {
  readonly months: readonly UsageMonth[];
  /** The monthly uniques added up. */
  readonly used: number;
  /** Distinct people in the whole period. */
  readonly totalActive: number;
}

const NOBODY: FigureAmounts = { unique: 0, newcomers: 0 };

/**
 * A period by the figures of its months. The people of its first month are all new in it: what their figure says of
 * newcomers may still stand for the time before the plan began.
 * @param figures of its months; nobody was active in those that are left out
 */
export function periodUsage(
  period: Month,
  figures: ReadonlyMap<Month, FigureAmounts>,
  isClosed: (month: Month) => boolean,
): PeriodUsage {
  const months: UsageMonth[] = [];
  let used = 0;
  let totalActive = 0;
  for (const month of monthsOf(period)) {
    const { unique, newcomers } = figures.get(month) ?? NOBODY;
    used += unique;
    totalActive += month === period ? unique : newcomers;
    months.push({ month, unique, usedSoFar: used, closed: isClosed(month) });
  }
  return { months, used, totalActive };
}

/** What is left of what was purchased; not below 0. Peer accounts take nothing of it: a MAU account shares nothing (M-1). */
export const remainingOf = (purchased: number, used: number): number =>
  Math.max(0, purchased - used);

/** What was used beyond what was purchased (M-4). */
export const overageOf = (purchased: number, used: number): number => Math.max(0, used - purchased);
