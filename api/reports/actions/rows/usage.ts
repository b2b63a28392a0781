import { usageOf } from '../../../usage/actions/usage.ts';
import { TENANT_SCOPE } from '../../../usage/rules/active.ts';
import { monthAfter, MONTHS_IN_PERIOD, type Month } from '../../../usage/rules/months.ts';
import type { Row } from '../../rules/columns.ts';
import { monthsBetween } from '../../rules/range.ts';
import type { Reading, RowPage, RowSource } from './source.ts';

/** Unique active users by month, as the Usage page shows them; of the months in which usage can be known. */
export function usageRows({ world, account, wish, firstMonth }: Reading): RowSource {
  const { from, to, catalogId } = wish;
  const months = monthsBetween(from < firstMonth ? firstMonth : from, to);

  /** The rows of the period that a month is in, from that month on. */
  async function rowsFrom(month: Month): Promise<Row[]> {
    const usage = await usageOf(world, account, month, catalogId ?? TENANT_SCOPE);
    if (usage === null) return [];
    const { period } = usage;
    const last = monthAfter(period, MONTHS_IN_PERIOD - 1);
    return usage.months
      .filter((one) => month <= one.month && one.month <= to)
      .map(({ month: of, unique, usedSoFar, closed }): Row => [
        ...[of, unique, usedSoFar],
        ...[period, last, closed],
      ]);
  }

  return {
    total: () => Promise.resolve(months.length),
    async *pages(): AsyncGenerator<RowPage> {
      for (let next = 0; next < months.length;) {
        const rows = await rowsFrom(months[next] ?? to);
        if (rows.length === 0) return;
        yield { rows, read: rows.length };
        next += rows.length;
      }
    },
  };
}
