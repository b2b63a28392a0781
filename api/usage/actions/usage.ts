import { bucketsOf } from '../../ports/partitions.ts';
import type { World } from '../../ports/world.ts';
import { planAt } from '../../limits/rules/capacity.ts';
import { sourcesOfAccount } from '../../subscriptions/actions/sources.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { Source } from '../../subscriptions/rules/places.ts';
import { activeFigures } from '../kinds.ts';
import { closesAt, monthOf, monthsOf, periodOf, wholePeriod, type Month } from '../rules/months.ts';
import { TENANT_SCOPE } from './record.ts';

/** What an account used in a period (M-1, M-4, MAU-12). */
export interface Usage {
  readonly plan: 'seats' | 'mau';
  /** The first month of the period. */
  readonly period: Month;
  /** Bought for the period; null where the plan is another. */
  readonly purchased: number | null;
  /** The monthly uniques added up. */
  readonly used: number;
  /** Distinct people in the whole period. */
  readonly totalActive: number;
  readonly months: readonly {
    readonly month: Month;
    readonly unique: number;
    readonly closed: boolean;
  }[];
  /** First months of the periods that there are, the newest first. */
  readonly periods: readonly Month[];
}

const firstMonthBy = (account: Account, sources: readonly Source[]): Month => {
  const starts = sources.filter(({ plan }) => plan === 'mau').map(({ startsAt }) => startsAt);
  return monthOf(starts.length === 0 ? account.createdAt : Math.min(...starts));
};

/** The first month of the account's first period: that of the first activation under the MAU plan, else of the account. */
export const firstMonthOf = async (world: Pick<World, 'store'>, account: Account): Promise<Month> =>
  firstMonthBy(account, await sourcesOfAccount(world, account));

/**
 * What the account used in a period, by the figures that are kept: the cost does not depend on how many people or
 * activities there are.
 * @param wanted any month of the period; null: now
 * @returns null where there is no such period
 */
export async function usageOf(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
  wanted: Month | null,
): Promise<Usage | null> {
  const now = world.clock.now();
  const sources = await sourcesOfAccount(world, account);
  const firstMonth = firstMonthBy(account, sources);
  const running = periodOf(monthOf(now), firstMonth);
  const period = wanted === null ? running : periodOf(wanted, firstMonth);
  if (period < firstMonth || period > running) return null;

  const months = monthsOf(period);
  const keys = [...months, wholePeriod(period)].map((span) => ({ span, scope: TENANT_SCOPE }));
  const buckets = bucketsOf(account.tenantId, account.buckets);
  const figures = await Promise.all(
    buckets.map((bucket) => world.store.readMany(bucket, activeFigures, keys)),
  );
  const uniques = keys.map((_, nth) =>
    figures.reduce((sum, held) => sum + (held[nth]?.doc.unique ?? 0), 0),
  );
  const byMonth = months.map((month, nth) => ({
    ...{ month, unique: uniques[nth] ?? 0 },
    closed: now >= closesAt(month),
  }));
  const plan = planAt(sources, now);
  const bought = sources.filter(
    (source) => source.plan === 'mau' && periodOf(monthOf(source.startsAt), firstMonth) === period,
  );
  const periods: Month[] = [];
  for (let one = running; one >= firstMonth; one = periodOf(previous(one), firstMonth))
    periods.push(one);
  return {
    ...{ plan, period, months: byMonth, periods },
    purchased: plan === 'mau' ? bought.reduce((sum, { seats }) => sum + seats, 0) : null,
    used: byMonth.reduce((sum, { unique }) => sum + unique, 0),
    totalActive: uniques.at(-1) ?? 0,
  };
}

const previous = (month: Month): Month => monthOf(Date.parse(`${month}-01T00:00:00Z`) - 1);
