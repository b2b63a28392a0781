import { newId } from '../../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { closedMonths } from '../kinds.ts';
import { TENANT_SCOPE } from '../rules/active.ts';
import type { Calendar } from '../rules/calendar.ts';
import { monthAfter, type Month } from '../rules/months.ts';
import { readClosed } from './closed-months.ts';
import { readFigures } from './figures.ts';
import { reckoningOf } from './reckoning.ts';
import { recountUsage } from './recount/recount.ts';

/** What was recorded just before a month closed is counted by then. */
const SETTLED_AFTER_MS = MINUTE_MS;

/** When the month is closed for good: it is counted again, and written down. */
const settledAt = (calendar: Calendar, month: Month): Instant =>
  calendar.closesAt(month) + SETTLED_AFTER_MS;

/**
 * Closes the months whose time has come (M-2): everything is counted once more from the facts, so that what a stop has left is
 * in them, and then their figures are written down and stay (MAU-8). Repeats change nothing.
 * @returns when the next month closes
 */
export async function closeMonths(world: World, account: Account): Promise<Instant> {
  const { calendar } = await reckoningOf(world, account);
  const now = world.clock.now();
  const closed = await readClosed(world, account.tenantId);
  const due: Month[] = [];
  let month = calendar.monthAt(account.createdAt);
  for (; settledAt(calendar, month) <= now; month = monthAfter(month, 1))
    if (!closed.has(month)) due.push(month);
  if (due.length > 0) {
    await recountUsage(world, account, { personId: null, actId: newId() }, () => undefined);
    const figures = await readFigures(world, account, due, TENANT_SCOPE);
    for (const one of due) {
      const { unique, newcomers } = figures.get(one) ?? { unique: 0, newcomers: 0 };
      // Where another worker has written it, it is written.
      await world.store.commit(rootOf(account.tenantId), [
        create(closedMonths, { month: one, unique, newcomers, closedAt: now }),
      ]);
    }
  }
  return settledAt(calendar, month);
}
