import type { CatalogId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { readHeads, unenrolledIn } from '../../seats/actions/figures.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { Plan } from '../../subscriptions/rules/places.ts';
import { usageFigures } from '../kinds.ts';
import { TENANT_SCOPE, type FigureAmounts, type Scope } from '../rules/active.ts';
import { monthsOf, periodOf, periodsUpTo, type Month } from '../rules/months.ts';
import { periodUsage, purchasedIn, type PeriodUsage } from '../rules/usage.ts';
import { reckoningOf, type AccountReckoning } from './reckoning.ts';

/** What was used in a period, in the tenant or in a catalog (M-1, MAU-12). */
export interface Usage extends PeriodUsage {
  readonly plan: Plan;
  /** In which the running month is counted. */
  readonly timeZone: string;
  /** The first month of the period. */
  readonly period: Month;
  /** First months of the periods that there are, the newest first. */
  readonly periods: readonly Month[];
  /** Bought for the period; null where the plan is another and nothing was. */
  readonly purchased: number | null;
  /** The running month, or of an earlier period its last one. */
  readonly lastMonth: Month;
}

/** The figures of months in a scope over all buckets, by single documents: the cost is the same for any number of people. */
export async function readFigures(
  { store }: Pick<World, 'store'>,
  { tenantId, buckets }: Tenant,
  months: readonly Month[],
  scope: Scope,
): Promise<Map<Month, FigureAmounts>> {
  const keys = months.map((month) => ({ month, scope }));
  const held = await Promise.all(
    bucketsOf(tenantId, buckets).map((bucket) => store.readMany(bucket, usageFigures, keys)),
  );
  const figures = new Map<Month, FigureAmounts>();
  for (const one of held.flat()) {
    if (one === null) continue;
    const { month, unique, newcomers } = one.doc;
    const sum = figures.get(month) ?? { unique: 0, newcomers: 0 };
    figures.set(month, {
      unique: sum.unique + unique,
      newcomers: sum.newcomers + newcomers,
    });
  }
  return figures;
}

/** How many people could learn and have no enrolment in anything, as of now (MAU-12). */
export const notEnrolled = async (world: Pick<World, 'store'>, tenant: Tenant): Promise<number> =>
  unenrolledIn(await readHeads(world, tenant));

/** The zone in which a month is counted. */
export const zoneIn = ({ zones }: Pick<AccountReckoning, 'zones'>, month: Month): string =>
  zones.findLast(({ from }) => from === null || from <= month)?.timeZone ?? 'UTC';

/**
 * What the account used in a period, by the figures that are kept.
 * @param wanted any month of the period; null: now
 * @returns null where there is no such period
 */
export async function usageOf(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
  wanted: Month | null,
  scope: CatalogId | typeof TENANT_SCOPE = TENANT_SCOPE,
): Promise<Usage | null> {
  const reckoning = await reckoningOf(world, account);
  const { calendar, firstMonth, plan, keys } = reckoning;
  const now = world.clock.now();
  const runningMonth = calendar.monthAt(now);
  const running = periodOf(runningMonth, firstMonth);
  const period = wanted === null ? running : periodOf(wanted, firstMonth);
  if (period < firstMonth || period > running) return null;

  const months = monthsOf(period);
  const figures = await readFigures(world, account, months, scope);
  const purchased = purchasedIn(keys, period, firstMonth, calendar);
  return {
    ...periodUsage(period, figures, (month) => now >= calendar.closesAt(month)),
    ...{ plan, period, timeZone: zoneIn(reckoning, runningMonth) },
    periods: periodsUpTo(running, firstMonth),
    purchased: plan === 'mau' || purchased > 0 ? purchased : null,
    lastMonth: period === running ? runningMonth : (months.at(-1) ?? period),
  };
}
