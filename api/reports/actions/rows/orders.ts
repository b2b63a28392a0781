import type { Money } from '../../../kernel/money.ts';
import { orders, payments } from '../../../orders/kinds.ts';
import type { Order, Payment } from '../../../orders/rules/order.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { allOf, pagesOf } from '../../../ports/reading.ts';
import type { Row } from '../../rules/columns.ts';
import { personCells } from './people.ts';
import { PAGE, type Reading, type RowPage, type RowSource } from './source.ts';

/** An amount as it is spoken of, in whole units of its currency. */
function inUnits({ amountMinor, currency }: Money): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0);
}

/** What payments of a kind come to, in the order's currency; null where there are none. */
function sumOf(found: readonly Payment[], kind: Payment['kind'], currency: string): number | null {
  const theirs = found.filter((one) => one.kind === kind && one.total.currency === currency);
  if (theirs.length === 0) return null;
  const amountMinor = theirs.reduce((sum, { total }) => sum + total.amountMinor, 0);
  return inUnits({ amountMinor, currency });
}

/** Card orders that were there in the months, the newest first, with what was paid for them in the months, tax included. */
export function orderRows(reading: Reading): RowSource {
  const { store, tenant, beginsAt, endsAt } = reading;
  const root = rootOf(tenant.tenantId);

  const rowOf = async (order: Order, orderedBy: string | null): Promise<Row> => {
    const { orderId, unitPrice, paidThroughAt } = order;
    const { currency } = unitPrice;
    const held = await allOf(store, root, payments, 'byOrder', {
      ...{ equals: { orderId }, from: beginsAt, upTo: endsAt - 1 },
    });
    const paid = held.map(({ doc }) => doc);
    return [
      ...[order.beganAt, orderId, order.state, order.seats, inUnits(unitPrice), currency],
      ...[order.country, order.contact.company, orderedBy, paidThroughAt],
      ...[sumOf(paid, 'charge', currency), sumOf(paid, 'termination-fee', currency)],
    ];
  };

  return {
    total: () => store.count(root, orders, 'byAge', {}),
    async *pages(): AsyncGenerator<RowPage> {
      for await (const page of pagesOf(store, root, orders, 'byAge', {}, PAGE)) {
        const found = page
          .map(({ doc }) => doc)
          .filter((order) => order.beganAt < endsAt && order.paidThroughAt >= beginsAt);
        const buyers = found.flatMap(({ createdBy }) => createdBy ?? []);
        const person = await personCells(reading, buyers);
        const rows: Row[] = [];
        for (const order of found) {
          const name = order.createdBy === null ? null : person(order.createdBy)[0];
          rows.push(await rowOf(order, typeof name === 'string' ? name : order.createdBy));
        }
        yield { rows, read: page.length };
      }
    },
  };
}
