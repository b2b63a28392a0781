import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { events as auditEntries } from '../../api/audit/kinds.ts';
import { dues } from '../../api/due/kinds.ts';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../api/kernel/time.ts';
import { reconsider } from '../../api/limits/actions/reconsider.ts';
import { limitStanding } from '../../api/limits/actions/standing.ts';
import { allOrders, paymentsOf, readBilling } from '../../api/orders/actions/reading.ts';
import { takeEvent } from '../../api/orders/actions/take.ts';
import { billings, orders } from '../../api/orders/kinds.ts';
import { NO_BILLING, ORDERS, sourceOf, withSource } from '../../api/orders/rules/billing.ts';
import { givesUntil, type Order } from '../../api/orders/rules/order.ts';
import { bucketsOf, duePartitionOf, rootOf } from '../../api/ports/partitions.ts';
import type { ProviderEvent } from '../../api/ports/payments.ts';
import { create, type Store } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { openBench } from '../jobs/bench.ts';
import { fewRuns } from '../store-under-test.ts';
import { CONTACT } from './buying.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
const NUM_RUNS = fewRuns ? 5 : isFull ? 2_000 : 80;

const NOW = Date.UTC(2026, 5, 20);
const SUSPENDED_AT = NOW - 31 * DAY_MS;
const SEATS = 20;
const PRICE = { amountMinor: 400, currency: 'USD' };
const PAID = { amountMinor: SEATS * PRICE.amountMinor, currency: 'USD' };

const bench = openBench();
afterAll(() => bench.close());

/** What the provider says of one of the account's two orders, at that hour. */
interface Word {
  readonly order: 0 | 1;
  readonly hour: number;
  readonly isPaid: boolean;
}

/** What a process takes, in its order, and whether it judges the account's limit besides. */
interface Doing {
  readonly words: readonly Word[];
  readonly judges: boolean;
}

const words: fc.Arbitrary<Word[]> = fc.uniqueArray(
  fc.record({
    order: fc.constantFrom(0 as const, 1 as const),
    hour: fc.nat(9),
    isPaid: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5, selector: ({ order, hour }) => `${order}/${hour}` },
);
const doings: fc.Arbitrary<Doing[]> = words.chain((told) => {
  const doing = fc.record({ words: fc.shuffledSubarray(told), judges: fc.boolean() });
  return fc.array(doing, { minLength: 2, maxLength: 2 });
});

/** The store as a process sees it that has its turn when the scheduler says so: before each of its calls others may act. */
function byTurns(store: Store, scheduler: fc.Scheduler): Store {
  const turn = (call: string): Promise<void> => scheduler.schedule(Promise.resolve(), call);
  return {
    ...store,
    async read(...asked) {
      await turn(`read ${asked[1].name}`);
      return store.read(...asked);
    },
    async readMany(...asked) {
      await turn(`read ${asked[1].name}`);
      return store.readMany(...asked);
    },
    async list(...asked) {
      await turn(`list ${asked[1].name}`);
      return store.list(...asked);
    },
    async commit(...asked) {
      await turn('commit');
      return store.commit(...asked);
    },
  };
}

const worldOn = (store: Store, now = NOW): World => ({
  ...bench.world,
  ...{ store, clock: { now: () => now, at: () => ({ cancel: () => undefined }) } },
  wakeKeeper: () => undefined,
});

/** An account whose two orders have been suspended for 31 days, and which nobody has judged since they gave seats. */
async function openAccount(tenant: Tenant): Promise<readonly Order[]> {
  const { tenantId, buckets } = tenant;
  const { store } = bench.world;
  const beganAt = SUSPENDED_AT - 90 * DAY_MS;
  const its = [0, 1].map((nth): Order => ({
    ...{ orderId: newId(), subscriptionId: `sub-${nth}`, accountId: 'acc', state: 'Suspended' },
    ...{ seats: SEATS, unitPrice: PRICE, country: 'US', contact: CONTACT, address: null },
    ...{ createdBy: null, beganAt, newest: -beganAt, paidThroughAt: SUSPENDED_AT, card: null },
    problem: { reason: 'declined', since: SUSPENDED_AT },
    reminded: [7, 21].map((day) => SUSPENDED_AT + day * DAY_MS),
    ...{ termination: null, wish: null, asOf: SUSPENDED_AT, doubtSince: null },
  }));
  for (const bucket of bucketsOf(tenantId, buckets))
    await store.commit(bucket, [create(heads, NEW_HEAD)]);
  await store.commit(rootOf(tenantId), [
    create(accounts, {
      ...{ tenantId, buckets, subdomain: 'contoso', state: 'Active', reason: null, region: 'US' },
      ...{ ownerId: newId(), createdAt: beganAt, subscriptionIds: [] },
    }),
    ...its.map((order) => create(orders, order)),
    create(billings, { ...its.reduce(withSource, NO_BILLING), hasOrdered: true }),
  ]);
  await reconsider(worldOn(store, SUSPENDED_AT + DAY_MS), tenant);
  return its;
}

const atOf = ({ hour }: Word): number => NOW - 12 * HOUR_MS + hour * HOUR_MS;
/** How far a payment of that hour pays: each a day further than the one before. */
const throughOf = ({ hour }: Word): number => NOW + (20 + hour) * DAY_MS;

function eventOf(tenant: Tenant, order: Order, word: Word): ProviderEvent {
  const at = atOf(word);
  const { orderId, subscriptionId, beganAt } = order;
  const mark = { ...tenant, orderId };
  const name = `${orderId}/${word.hour}`;
  return {
    ...{ eventId: `evt-${name}`, at, mark },
    type: word.isPaid ? 'subscription.charge.completed' : 'subscription.charge.failed',
    problem: word.isPaid ? null : 'declined',
    subscription: {
      ...{ ...mark, subscriptionId, accountId: 'acc', seats: SEATS, unitPrice: PRICE, beganAt },
      ...{ state: word.isPaid ? 'active' : 'overdue', changedAt: at, card: null },
      // What failed is the payment that has been missing all the while.
      nextChargeAt: word.isPaid ? throughOf(word) : SUSPENDED_AT,
    },
    payment: word.isPaid
      ? {
          ...{ paymentId: `pay-${name}`, subscriptionId, at, reference: null, invoiceUrl: null },
          ...{ net: PAID, tax: { ...PAID, amountMinor: 0 }, total: PAID },
          period: { from: SUSPENDED_AT, through: throughOf(word) },
        }
      : null,
  };
}

/** What a process does: its words one after the other, and beside them it may judge. */
async function does(world: World, tenant: Tenant, its: readonly Order[], doing: Doing) {
  const takes = async (): Promise<void> => {
    for (const word of doing.words) {
      const order = its[word.order];
      if (order !== undefined) await takeEvent(world, eventOf(tenant, order, word));
    }
  };
  await Promise.all([takes(), doing.judges ? reconsider(world, tenant) : null]);
}

/** What must hold of an order, by the words that were taken of it, in the order of their commits. */
async function checkOrder(tenant: Tenant, before: Order, taken: readonly Word[]): Promise<void> {
  const { store } = bench.world;
  const root = rootOf(tenant.tenantId);
  const order = (await store.read(root, orders, { orderId: before.orderId }))?.doc;
  const newest = taken.toSorted((one, other) => other.hour - one.hour)[0];
  const paid = taken.filter(({ isPaid }) => isPaid);
  expect(order).toMatchObject({
    state: newest?.isPaid === true ? 'Active' : 'Suspended',
    asOf: newest === undefined ? before.asOf : atOf(newest),
    paidThroughAt: Math.max(before.paidThroughAt, ...paid.map(throughOf)),
  });
  const payments = await paymentsOf({ store }, tenant, before.orderId);
  const idsOf = (hours: readonly number[]) => hours.map((hour) => `pay-${before.orderId}/${hour}`);
  expect(payments.map(({ paymentId }) => paymentId)).toEqual(
    idsOf(paid.map(({ hour }) => hour).toSorted((one, other) => one - other)),
  );
  // A word that came after a newer one has the provider asked how the order stands.
  const isLate = taken.some(({ hour }, nth) =>
    taken.slice(0, nth).some((earlier) => earlier.hour > hour),
  );
  expect([order?.doubtSince ?? null, taken]).toEqual([isLate ? NOW : null, taken]);
  if (!isLate) return;
  const key = { work: ORDERS, tenantId: tenant.tenantId };
  const due = await store.read(duePartitionOf(tenant.tenantId), dues, key);
  expect(due?.doc.dueAt).toBeLessThanOrEqual(NOW);
}

/** What must hold of the account once all that is due was judged. */
async function checkAccount(tenant: Tenant): Promise<void> {
  const sure = worldOn(bench.world.store);
  await reconsider(sure, tenant);
  const { billing } = await readBilling(sure, tenant);
  const its = (await allOrders(sure, tenant)).map(({ doc }) => doc);
  for (const order of its) expect(billing.sources).toContainEqual(sourceOf(order));
  const given = its
    .filter((order) => (givesUntil(order) ?? Infinity) > NOW)
    .reduce((sum, { seats }) => sum + seats, 0);
  const { account, capacity } = await limitStanding(sure, tenant);
  expect([account.state, capacity]).toEqual([given > 0 ? 'Active' : 'Inactive', given]);
}

describe('Two processes that take words of one account beside each other (B-3, B-7, B-8)', () => {
  test('come to the newest word of each order, every payment once, doubt where a word was late, and no account without the seats that it paid for', async () => {
    await fc.assert(
      fc.asyncProperty(doings, fc.scheduler(), async (plan, scheduler) => {
        const tenant: Tenant = { tenantId: newId(), buckets: 1 };
        const its = await openAccount(tenant);
        await scheduler.waitFor(
          Promise.all(
            plan.map((doing) =>
              does(worldOn(byTurns(bench.world.store, scheduler)), tenant, its, doing),
            ),
          ),
        );
        const { items } = await bench.world.store.changes(
          rootOf(tenant.tenantId),
          auditEntries,
          null,
          100,
        );
        const told = plan.flatMap((doing) => doing.words);
        for (const [nth, order] of its.entries()) {
          const byEvent = new Map(
            told
              .filter((word) => word.order === nth)
              .map((word) => [`evt-${order.orderId}/${word.hour}`, word]),
          );
          const taken = items.flatMap(({ what, actId }) =>
            what === 'order-told' ? (byEvent.get(actId) ?? []) : [],
          );
          expect(taken.toSorted((a, b) => a.hour - b.hour)).toEqual(
            [...byEvent.values()].toSorted((a, b) => a.hour - b.hour),
          );
          await checkOrder(tenant, order, taken);
        }
        await checkAccount(tenant);
      }),
      { numRuns: NUM_RUNS, ...(isFull ? {} : { seed: 5 }) },
    );
  }, 240_000);
});
