import { expect } from '@jest/globals';
import { events } from '../../api/audit/kinds.ts';
import { dues } from '../../api/due/kinds.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import { limitStanding } from '../../api/limits/actions/standing.ts';
import { notices } from '../../api/notifications/kinds.ts';
import { NOTICES } from '../../api/notifications/rules/notices.ts';
import { deactivate } from '../../api/orders/actions/deactivate.ts';
import { placeOrder, returnFrom } from '../../api/orders/actions/place.ts';
import { reactivate } from '../../api/orders/actions/reactivate.ts';
import { allOrders, paymentsOf, readBilling } from '../../api/orders/actions/reading.ts';
import { nextStep, ORDERS, sourceOf } from '../../api/orders/rules/billing.ts';
import { givesUntil, terminationOf, type Order } from '../../api/orders/rules/order.ts';
import { orderAfter, type OrderFact, type OrderState } from '../../api/orders/rules/states.ts';
import { duePartitionOf, rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { World } from '../../api/ports/world.ts';
import type { Card } from '../../local/fastspring/cards.ts';
import { Crash } from '../directory/crashing-store.ts';
import { card, CONTACT, EXPIRING, GOOD } from './buying.ts';
import { SUBDOMAIN, type Shop } from './shop.ts';
import type { Act, Bringing, Turn } from './turns.ts';

const FACTS: readonly OrderFact[] = [
  ...(['paid', 'payment-failed', 'provider-ended', 'deactivated', 'reactivated'] as const),
];

/** Where an order may come from a state by moves of the table, however many. */
function reachableFrom(from: OrderState): ReadonlySet<OrderState> {
  const reached = new Set([from]);
  for (const state of reached)
    for (const fact of FACTS) {
      const to = orderAfter(state, fact);
      if (to !== null) reached.add(to);
    }
  return reached;
}

const cardThatIs = (isGood: boolean): Card => card(isGood ? GOOD : EXPIRING);

/** A run of the model. */
export interface Run {
  /** Lets a turn happen, and looks at what holds. */
  turn(turn: Turn): Promise<void>;
  /** Has the provider asked for all that it knows, and looks at what holds then. */
  checkHealed(): Promise<void>;
}

/** What happens is done to the shop, and what holds is looked at. */
export function runOf(shop: Shop): Run {
  const { cloud, tenant } = shop;
  const { book } = cloud.fastSpring;
  const sure = shop.process(null);
  const before = new Map<string, OrderState>();

  /** Does what somebody asks for; what is refused by rule is an answer. */
  const ask = async (act: () => Promise<unknown>): Promise<void> => {
    await act().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  };

  async function buy(world: World, actId: string, act: Act & { act: 'buy' }): Promise<void> {
    const { seats, isGood, pays } = act;
    const actor = { personId: newId(), actId };
    await ask(async () => {
      const { sessionId } = await placeOrder(world, tenant, actor, {
        ...{ seats, country: 'US', contact: CONTACT },
      });
      const session = book.sessions.get(sessionId ?? '');
      if (session !== undefined && pays) cloud.fastSpring.buy(session, cardThatIs(isGood));
    });
  }

  async function bring(world: World, how: Bringing): Promise<void> {
    const some = shop.untold.slice(0, how.count);
    const events = how.isReversed ? some.toReversed() : some;
    const calls = how.isApart ? events.map((event) => [event]) : [events];
    for (let time = 0; time < how.times; time++)
      for (const call of calls) if (call.length > 0) await shop.bring(world, call);
    // A call that was not answered is made again: only what was let in is told.
    shop.untold.splice(0, some.length);
  }

  async function perform(world: World, actId: string, act: Act): Promise<void> {
    const actor = { personId: newId(), actId };
    switch (act.act) {
      case 'buy':
        await buy(world, actId, act);
        break;
      case 'pass':
        break;
      case 'bring':
        await bring(world, act);
        break;
      case 'lose':
        shop.untold.splice(0, act.count);
        break;
      case 'repeat':
        await shop.bring(world, cloud.fastSpring.webhooks.all().slice(-4));
        break;
      case 'forge': {
        const all = cloud.fastSpring.webhooks.all();
        const forged = all.map((event) => ({ ...event, id: `forged-${event.id}` }));
        expect(await shop.bring(world, forged, 'not the secret of the provider')).toBe('forged');
        break;
      }
      case 'card':
        for (const account of book.accounts.values())
          cloud.fastSpring.changeCard(account, cardThatIs(act.isGood));
        break;
      case 'end': {
        const running = [...book.subscriptions.values()].find(({ state }) => state === 'overdue');
        if (running !== undefined) cloud.fastSpring.end(running);
        break;
      }
      case 'come-back':
        for (const { tags } of book.sessions.values())
          await ask(() => returnFrom(world, tenant, tags['orderId'] ?? ''));
        break;
      case 'deactivate':
        await ask(() => deactivate(world, tenant, actor, SUBDOMAIN, null));
        break;
      case 'reactivate':
        await ask(() => reactivate(world, tenant, actor));
        break;
    }
    await shop.runDue(world);
  }

  const ordersNow = async (): Promise<Order[]> =>
    (await allOrders(sure, tenant)).map(({ doc }) => doc);

  /** What holds at every moment, also right after a process has died. */
  async function checkCommitted(): Promise<void> {
    const { billing } = await readBilling(sure, tenant);
    const orders = await ordersNow();
    for (const order of orders) {
      const { orderId, state } = order;
      // The first word of an order may be a late one, so it begins anywhere the table leads to.
      expect(reachableFrom(before.get(orderId) ?? 'Active')).toContain(state);
      before.set(orderId, state);
      expect(billing.sources).toContainEqual(sourceOf(order));
      const paid = await paymentsOf(sure, tenant, orderId);
      const charges = paid.filter(({ kind }) => kind === 'charge');
      expect(charges.length).toBeGreaterThan(0);
      expect(order.paidThroughAt).toBe(Math.max(...charges.map((one) => one.periodThrough ?? 0)));
      for (const { paymentId, net, seats } of paid) {
        expect(net.amountMinor).toBe(book.orders.get(paymentId)?.netMinor);
        expect(seats).toBe(order.seats);
      }
    }
    expect(billing.sources).toHaveLength(orders.length);
    const entries = await allOf(sure.store, rootOf(tenant.tenantId), events, 'byAge');
    const acted = entries.flatMap(({ doc }) => (doc.what === 'order-told' ? [doc.actId] : []));
    expect(acted).toHaveLength(new Set(acted).size);
    const sold = new Set([...book.subscriptions.values()].map(({ tags }) => tags['orderId']));
    for (const { orderId } of orders) expect(sold).toContain(orderId);
    const told = await allOf(sure.store, rootOf(tenant.tenantId), notices, 'open');
    const occasions = told.map(({ doc }) => doc.occasion);
    expect(occasions).toHaveLength(new Set(occasions).size);
    await checkNoted(told.length);
  }

  /** What falls due by the clock, and what is to be told, is noted: whatever died, somebody looks within a minute. */
  async function checkNoted(told: number): Promise<void> {
    const { account, billing } = await readBilling(sure, tenant);
    const { tenantId } = tenant;
    const dueAt = async (work: string): Promise<number> =>
      (await sure.store.read(duePartitionOf(tenantId), dues, { work, tenantId }))?.doc.dueAt ??
      Infinity;
    const step = nextStep(account.doc, billing, await ordersNow());
    const soon = sure.clock.now() + MINUTE_MS;
    if (step !== null) expect(await dueAt(ORDERS)).toBeLessThanOrEqual(Math.max(step.at, soon));
    // The work of orders has what was announced handed out.
    if (told > 0)
      expect(Math.min(await dueAt(NOTICES), await dueAt(ORDERS))).toBeLessThanOrEqual(soon);
  }

  /** What holds once nothing is due. */
  async function checkSettled(): Promise<void> {
    await checkCommitted();
    const now = sure.clock.now();
    const { account, capacity } = await limitStanding(sure, tenant);
    const given = (await ordersNow())
      .filter((order) => (givesUntil(order) ?? Infinity) > now)
      .reduce((sum, { seats }) => sum + seats, 0);
    // Where orders give seats the account works, and where the last of them ends it does not go on (AC-4, AC-10).
    if (given > 0) expect(['Active', 'Activation required']).toContain(account.state);
    else expect(account.state).not.toBe('Active');
    if (account.state === 'Active') expect(capacity).toBe(given);
    if (account.state === 'Inactive') expect(capacity).toBe(0);
    if (account.state === 'Activation required') expect(capacity).toBe(given === 0 ? null : given);
  }

  /** What holds once the provider was asked, whatever of its words was lost: ours is what it has. */
  async function checkHealed(): Promise<void> {
    shop.untold.length = 0;
    for (const duration of ['P2D', 'PT2H']) {
      cloud.clock.advance(duration);
      await shop.runDue(sure);
    }
    await checkSettled();
    const now = sure.clock.now();
    const orders = await ordersNow();
    expect(orders).toHaveLength(book.subscriptions.size);
    const paid = (
      await Promise.all(orders.map(({ orderId }) => paymentsOf(sure, tenant, orderId)))
    ).flat();
    const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
    expect(sum(paid.map(({ net }) => net.amountMinor))).toBe(
      sum([...book.orders.values()].map(({ netMinor }) => netMinor)),
    );
    for (const order of orders) {
      const fees = paid.filter((one) => one.orderId === order.orderId && one.periodFrom === null);
      expect(fees.length).toBeLessThanOrEqual(1);
      for (const { net } of fees) {
        expect(net).toEqual(order.termination?.fee);
        expect(net.amountMinor).toBeLessThanOrEqual(terminationOf(order).fee.amountMinor);
      }
      const subscription = book.subscriptions.get(order.subscriptionId);
      if (subscription === undefined) throw new Error('An order of nobody.');
      const { state, next } = subscription;
      const through = Math.max(
        ...book.ordersOf(subscription.id).map((payment) => payment.through ?? 0),
      );
      const gives =
        state === 'active' || now < (state === 'overdue' ? (next ?? 0) + 30 * DAY_MS : through);
      expect([order.orderId, (givesUntil(order) ?? Infinity) > now]).toEqual([
        order.orderId,
        gives,
      ]);
    }
  }

  return {
    checkHealed,
    async turn({ act, death, isAskedAgain }: Turn): Promise<void> {
      cloud.clock.advance(act.act === 'pass' ? act.duration : 'PT1S');
      const actId = newId();
      try {
        await perform(shop.process(death), actId, act);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        await checkCommitted();
        shop.listen();
        if (isAskedAgain) await perform(shop.process(null), actId, act);
        else {
          cloud.clock.advance('PT2M');
          await shop.runDue(sure);
        }
      }
      shop.listen();
      await checkSettled();
    },
  };
}
