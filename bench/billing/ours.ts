import { join } from 'node:path';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { makeAllDue } from '../../api/due/actions.ts';
import { kinds } from '../../api/kinds.ts';
import { newId } from '../../api/kernel/ids.ts';
import { notices } from '../../api/notifications/kinds.ts';
import { takeEvent } from '../../api/orders/actions/take.ts';
import { billings, orders, payments } from '../../api/orders/kinds.ts';
import { NO_BILLING, withSource } from '../../api/orders/rules/billing.ts';
import type { Order } from '../../api/orders/rules/order.ts';
import { bucketAt, rootOf } from '../../api/ports/partitions.ts';
import type { ProviderEvent } from '../../api/ports/payments.ts';
import { create, type Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { monthsAfter } from '../../api/subscriptions/rules/term.ts';
import { stopwatch, type Timing } from '../measuring.ts';
import {
  BEGAN_AT,
  nextRoundAt,
  ROUNDS,
  SEATS,
  UNIT_PRICE,
  type Buyer,
  type Renewal,
} from './work.ts';

const CONTACT = {
  ...{ firstName: 'A', lastName: 'B', email: 'a@contoso.example', company: 'Contoso' },
  telephone: null,
};

const orderOf = ({ orderId, subscriptionId }: Buyer): Order => ({
  ...{ orderId, subscriptionId, accountId: 'acc', state: 'Active', seats: SEATS },
  ...{ unitPrice: UNIT_PRICE, country: 'US', contact: CONTACT, address: null, createdBy: null },
  ...{ beganAt: BEGAN_AT, newest: -BEGAN_AT, paidThroughAt: monthsAfter(BEGAN_AT, 1), card: null },
  ...{ problem: null, reminded: [], termination: null, wish: null, asOf: BEGAN_AT },
  doubtSince: null,
});

const eventOf = (renewal: Renewal): ProviderEvent => {
  const { tenantId, orderId, subscriptionId, paymentId, at, through, declined } = renewal;
  const mark = { tenantId, orderId, buckets: 1 };
  const net = { amountMinor: SEATS * UNIT_PRICE.amountMinor, currency: 'USD' };
  const tax = { amountMinor: 0, currency: 'USD' };
  return {
    ...{ eventId: renewal.eventId, at, mark },
    type: declined ? 'subscription.charge.failed' : 'subscription.charge.completed',
    problem: declined ? 'declined' : null,
    subscription: {
      ...{ ...mark, subscriptionId, accountId: 'acc', state: declined ? 'overdue' : 'active' },
      ...{ seats: SEATS, unitPrice: UNIT_PRICE, beganAt: BEGAN_AT, card: null },
      ...{ nextChargeAt: declined ? at : through, changedAt: at },
    },
    payment: declined
      ? null
      : {
          ...{ paymentId, subscriptionId, at, net, tax, total: net, reference: null },
          ...{ invoiceUrl: null, period: { from: monthsAfter(BEGAN_AT, 1), through } },
        },
  };
};

const quiet = (): void => undefined;

/** Accounts with an order each, on a store of their own. */
export interface Side {
  readonly store: Store;
  /** Takes the events, so many under way at once; gives what that took. */
  take(cycle: readonly Renewal[], atOnce: number): Promise<Timing>;
  /** What it ends with, in words that both sides share. */
  lines(cycle: readonly Renewal[]): Promise<string[]>;
  close(): Promise<void>;
}

/** Puts the accounts in, with what stands in the store once they have ordered. */
async function fill(store: Store, buyers: readonly Buyer[]): Promise<void> {
  const world = { store, wakeKeeper: quiet };
  for (let from = 0; from < buyers.length; from += 256)
    await Promise.all(
      buyers.slice(from, from + 256).map(async (buyer, nth) => {
        const { tenantId } = buyer;
        const order = orderOf(buyer);
        await store.commit(bucketAt(tenantId, 0), [create(heads, NEW_HEAD)]);
        const at = nextRoundAt(from + nth);
        await makeAllDue(
          world,
          { tenantId, buckets: 1 },
          ROUNDS.map((work) => [work, at]),
        );
        await store.commit(rootOf(tenantId), [
          create(accounts, {
            ...{ tenantId, buckets: 1, subdomain: 'contoso', state: 'Active', reason: null },
            ...{ region: 'US', ownerId: newId(), createdAt: BEGAN_AT, subscriptionIds: [] },
          }),
          create(orders, order),
          create(billings, { ...withSource(NO_BILLING, order), hasOrdered: true }),
        ]);
      }),
    );
}

/** Opens it and puts the accounts in. */
export async function openOurs(folder: string, buyers: readonly Buyer[]): Promise<Side> {
  const file = join(folder, `ours-${newId()}.sqlite`);
  const open = (): Store => openSqliteStore({ file, kinds, thread: 'always' });
  const filled = open();
  await fill(filled, buyers);
  await filled.close();
  const store = open();
  const now = monthsAfter(BEGAN_AT, 1) + 86_400_000;
  const world = {
    store,
    clock: { now: () => now, at: () => ({ cancel: quiet }) },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    wakeKeeper: quiet,
  } as unknown as World;
  return {
    store,
    async take(cycle, atOnce) {
      const events = cycle.map(eventOf);
      const stop = stopwatch(cycle.length);
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let one = events[next++]; one !== undefined; one = events[next++])
          await takeEvent(world, one);
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      return stop();
    },
    async lines(cycle) {
      const lines: string[] = [];
      for (const { tenantId, orderId, paymentId } of cycle) {
        const root = rootOf(tenantId);
        const order = (await store.read(root, orders, { orderId }))?.doc;
        const billing = (await store.read(root, billings, {}))?.doc;
        const payment = (await store.read(root, payments, { paymentId }))?.doc;
        const told = await store.list(root, notices, 'open', { limit: 10 });
        const until = billing?.sources[0]?.order?.until ?? null;
        lines.push(
          [
            orderId,
            order?.state,
            order?.paidThroughAt,
            until,
            payment?.net.amountMinor ?? 0,
            told.items.length,
          ].join(' '),
        );
      }
      return lines;
    },
    close: () => store.close(),
  };
}
