import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { readHeads, unenrolledIn } from '../../seats/actions/figures.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { Plan } from '../../subscriptions/rules/places.ts';
import { closedMonths, type ClosedMonth } from '../kinds.ts';
import { TENANT_SCOPE, type Scope } from '../rules/active.ts';
import { monthsOf, periodOf, periodsUpTo, type Month } from '../rules/months.ts';
import { periodUsage, purchasedIn, type PeriodUsage } from '../rules/usage.ts';
import { readFigures } from './figures.ts';
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

/** How many people could learn and have no enrolment in anything, as of now (MAU-12). */
export const notEnrolled = async (world: Pick<World, 'store'>, tenant: Tenant): Promise<number> =>
  unenrolledIn(await readHeads(world, tenant));

/** What was written down of those of these months that are closed for good. */
async function closedAmong(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  months: readonly Month[],
): Promise<readonly ClosedMonth[]> {
  const keys = months.map((month) => ({ month }));
  const held = await store.readMany(rootOf(tenantId), closedMonths, keys);
  return held.flatMap((one) => (one === null ? [] : [one.doc]));
}

/** The zone in which a month is counted. */
const zoneIn = ({ zones }: Pick<AccountReckoning, 'zones'>, month: Month): string =>
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
  scope: Scope = TENANT_SCOPE,
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
  if (scope === TENANT_SCOPE)
    for (const one of await closedAmong(world, account, months)) figures.set(one.month, one);
  const purchased = purchasedIn(keys, period, firstMonth, calendar);
  return {
    ...periodUsage(period, figures, (month) => now >= calendar.closesAt(month)),
    ...{ plan, period, timeZone: zoneIn(reckoning, runningMonth) },
    periods: periodsUpTo(running, firstMonth),
    purchased: plan === 'mau' || purchased > 0 ? purchased : null,
    lastMonth: period === running ? runningMonth : (months.at(-1) ?? period),
  };
}
