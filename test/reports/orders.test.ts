import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idFrom, newId } from '../../api/kernel/ids.ts';
import { money } from '../../api/kernel/money.ts';
import { orders, payments } from '../../api/orders/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import { ROWS_OF } from '../../api/reports/actions/rows/of-kind.ts';
import type { Row } from '../../api/reports/rules/columns.ts';
import { openBench, type Bench } from '../jobs/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const JANUARY = Date.UTC(2026, 0, 1);
const FEBRUARY = Date.UTC(2026, 1, 1);
const MARCH = Date.UTC(2026, 2, 1);

test('orders that were there in the months are told with what was paid for them in the months', async () => {
  const { world, tenant } = bench;
  const root = rootOf(tenant.tenantId);
  const orderAt = (name: string, beganAt: number, paidThroughAt: number) =>
    create(orders, {
      ...{ orderId: idFrom(name), subscriptionId: name, accountId: 'a', state: 'Active' },
      ...{ seats: 10, unitPrice: money(400, 'USD'), country: 'US', address: null, card: null },
      contact: {
        ...{ firstName: 'Ada', lastName: 'Byron', email: 'ada@contoso.example' },
        ...{ company: '=Contoso', telephone: null },
      },
      ...{ createdBy: null, beganAt, newest: -beganAt, paidThroughAt, problem: null },
      ...{ reminded: [], termination: null, wish: null, asOf: beganAt, doubtSince: null },
    });
  const paid = (name: string, at: number, amountMinor: number, fee = false) =>
    create(payments, {
      ...{ paymentId: newId(), orderId: idFrom(name), at, seats: 10, eventId: null },
      ...{ kind: fee ? 'termination-fee' : 'charge', net: money(amountMinor, 'USD') },
      ...{ tax: money(0, 'USD'), total: money(amountMinor, 'USD'), invoiceUrl: null },
      ...{ periodFrom: null, periodThrough: null },
    });
  await world.store.commit(root, [
    orderAt('one', JANUARY, MARCH),
    orderAt('ended', JANUARY - 1, FEBRUARY - 1),
    orderAt('later', MARCH, MARCH + 1),
    paid('one', JANUARY, 4_000),
    paid('one', FEBRUARY, 4_000),
    paid('one', FEBRUARY + 1, 250),
    paid('one', FEBRUARY + 2, 14_000, true),
    paid('one', MARCH, 4_000),
  ]);
  const source = ROWS_OF.orders({
    ...{
      store: world.store,
      tenant,
      firstMonth: '2026-01',
      usage: [],
      peer: null,
      scratchFile: '',
    },
    ...{ beginsAt: FEBRUARY, endsAt: MARCH, now: MARCH },
    wish: {
      ...{ kind: 'orders', from: '2026-02', to: '2026-02', format: 'csv', language: 'en' },
      catalogId: null,
      peer: null,
    },
  });
  const rows: Row[] = [];
  for await (const page of source.pages()) rows.push(...page.rows);
  expect(rows).toEqual([
    [
      ...[JANUARY, idFrom('one'), 'Active', 10, 4, 'USD', 'US', '=Contoso', null, MARCH],
      ...[42.5, 140],
    ],
  ]);
});
