import { usageOf } from '../../../usage/actions/usage.ts';
import { TENANT_SCOPE } from '../../../usage/rules/active.ts';
import { monthAfter, MONTHS_IN_PERIOD, type Month } from '../../../usage/rules/months.ts';
import type { World } from '../../../ports/world.ts';
import type { Account } from '../../../subscriptions/rules.ts';
import type { Row } from '../../rules/columns.ts';
import type { ReportWish } from '../../rules/report.ts';
import type { Reading, RowPage, RowSource } from './source.ts';

/** Unique active users by month, as the Usage page shows them; of the months in which usage can be known. */
export async function readUsage(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
  { from, to, catalogId }: ReportWish,
  firstMonth: Month,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next = from < firstMonth ? firstMonth : from; next <= to;) {
    const usage = await usageOf(world, account, next, catalogId ?? TENANT_SCOPE);
    if (usage === null) return rows;
    const { period } = usage;
    const last = monthAfter(period, MONTHS_IN_PERIOD - 1);
    for (const { month, unique, usedSoFar, closed } of usage.months)
      if (next <= month && month <= to) rows.push([month, unique, usedSoFar, period, last, closed]);
    next = monthAfter(last, 1);
  }
  return rows;
}

/** The months that were read before. */
export const usageRows = ({ usage }: Reading): RowSource => ({
  total: () => Promise.resolve(usage.length),
  async *pages(): AsyncGenerator<RowPage> {
    yield { rows: usage, read: usage.length };
  },
});
