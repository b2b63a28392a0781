import { DAY_MS, dayOf } from '../kernel/time.ts';
import { allOrders, readBilling } from '../orders/actions/reading.ts';
import { CARD_REGION, orderBounds } from '../orders/rules/limits.ts';
import { isLive } from '../orders/rules/order.ts';
import { tariffOf } from '../orders/rules/prices.ts';
import { rootOf } from '../ports/partitions.ts';
import type { Tenant, World } from '../ports/world.ts';
import { seatHistory } from '../seats/actions/history.ts';
import type { Account } from '../subscriptions/rules.ts';
import { readFigures } from '../usage/actions/figures.ts';
import { reckoningOf } from '../usage/actions/reckoning.ts';
import { closedMonths } from '../usage/kinds.ts';
import { TENANT_SCOPE } from '../usage/rules/active.ts';
import { monthAfter, MONTHS_IN_PERIOD, type Month } from '../usage/rules/months.ts';
import {
  compareEndings,
  comparePlans,
  pastMonths,
  type EndingComparison,
  type PastMonth,
  type PlanComparison,
} from './rules.ts';

/** What could be otherwise, and what that would cost. */
export interface WhatIf {
  /** Null: no full month is known yet. */
  readonly plans: PlanComparison | null;
  /** Null: no order runs. */
  readonly ending: EndingComparison | null;
}

/** The last twelve full months of an account, as far as there are any: those that began after it was made. */
async function historyOf(world: World, account: Account): Promise<PastMonth[]> {
  const { calendar } = await reckoningOf(world, account);
  const running = calendar.monthAt(world.clock.now());
  const months = Array.from({ length: MONTHS_IN_PERIOD }, (_, nth) =>
    monthAfter(running, nth - MONTHS_IN_PERIOD),
  ).filter((month) => calendar.endOf(monthAfter(month, -1)) >= account.createdAt);
  const [first] = months;
  if (first === undefined) return [];
  // What held when the first month began was noted at some time before it.
  const from = dayOf(Math.max(account.createdAt, Date.parse(`${first}-01`) - 366 * DAY_MS));
  const days = await seatHistory(world, account, from, `${running}-01`);
  return pastMonths(months, days, await activeUsersIn(world, account, months));
}

/** The monthly active users of the tenant: as written down where the month is closed. */
async function activeUsersIn(
  world: World,
  account: Account,
  months: readonly Month[],
): Promise<Map<Month, number>> {
  const figures = await readFigures(world, account, months, TENANT_SCOPE);
  const closed = await world.store.readMany(
    rootOf(account.tenantId),
    closedMonths,
    months.map((month) => ({ month })),
  );
  for (const held of closed) if (held !== null) figures.set(held.doc.month, held.doc);
  return new Map([...figures].map(([month, { unique }]) => [month, unique]));
}

/**
 * What the account would cost under the other plan, by its own history, and what ending it costs now and at the renewal.
 * @param offeredMinor the price of an active user that somebody was offered; null: none
 */
export async function whatIf(
  world: World,
  tenant: Tenant,
  offeredMinor: number | null,
): Promise<WhatIf> {
  const { account, billing } = await readBilling(world, tenant);
  const { price } = tariffOf(CARD_REGION);
  const { min } = orderBounds(billing.hasOrdered);
  const held = await allOrders(world, tenant);
  return {
    plans: comparePlans(await historyOf(world, account.doc), price, min, offeredMinor),
    ending: compareEndings(held.map(({ doc }) => doc).filter(isLive)),
  };
}
