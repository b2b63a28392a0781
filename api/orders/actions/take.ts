import { tell } from '../../audit/actions.ts';
import { makeDue } from '../../due/actions.ts';
import { events as auditEntries } from '../../audit/kinds.ts';
import { idFrom, newId } from '../../kernel/ids.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import { rootOf } from '../../ports/partitions.ts';
import type {
  PaymentProblem,
  ProviderEvent,
  ProviderPayment,
  ProviderSubscription,
} from '../../ports/payments.ts';
import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { checkouts, orders, payments } from '../kinds.ts';
import { absorbed, confirmedOrder, type Absorbed } from '../rules/absorb.ts';
import { factOf, ORDERS, withPaidOn, withSource } from '../rules/billing.ts';
import { givesUntil, monthlyOf, type Checkout, type Order, type Payment } from '../rules/order.ts';
import { takenLately } from './lately.ts';
import { readBilling } from './reading.ts';
import { commitBilling } from './writing.ts';

/** What the provider said, by an event or when it was asked. */
export interface Word {
  readonly orderId: string;
  readonly subscription: ProviderSubscription;
  readonly payments: readonly ProviderPayment[];
  readonly problem: PaymentProblem | null;
  /** The event that said it; null where the provider was asked: then it is the present state. */
  readonly event: Pick<ProviderEvent, 'eventId' | 'type' | 'at'> | null;
}

/**
 * What came of a word. `taken`: it was acted on; `known`: it changes nothing; `unknown`: no order or checkout of ours;
 * `unpaid`: a checkout of which no payment is known yet.
 */
export type Taken = 'taken' | 'known' | 'unknown' | 'unpaid';

const paymentOf = (word: Word, payment: ProviderPayment): Payment => ({
  paymentId: payment.paymentId,
  orderId: word.orderId,
  kind: payment.period === null ? 'termination-fee' : 'charge',
  at: payment.at,
  net: payment.net,
  tax: payment.tax,
  total: payment.total,
  seats: word.subscription.seats,
  periodFrom: payment.period?.from ?? null,
  periodThrough: payment.period?.through ?? null,
  eventId: word.event?.eventId ?? null,
  invoiceUrl: payment.invoiceUrl,
});

/** What is told of the moves that an order made, and of another payment that is missing than the one that was known. */
function noticesOf(
  before: Order,
  { order, moves }: Absorbed,
  isNew: boolean,
  fees: readonly Payment[],
): Notice[] {
  const { orderId, seats, problem } = order;
  const told: Notice[] = fees.map(({ net }) => ({
    what: 'termination-fee-charged',
    orderId,
    fee: net,
  }));
  if (isNew) told.push({ what: 'order-confirmed', orderId, seats, monthly: monthlyOf(order) });
  if (moves.includes('paid')) told.push({ what: 'payment-received', orderId, seats });
  if (order.state === 'Suspended' && problem !== null && problem.since !== before.problem?.since)
    told.push({
      ...{ what: 'payment-failed', orderId, seats, reason: problem.reason },
      seatsEndAt: givesUntil(order) ?? problem.since,
    });
  return told;
}

/**
 * Under which id an event stands in the audit: made of the provider's, so that the same one again is refused. What was
 * found by asking may be found again.
 */
const auditIdOf = ({ event }: Word): string =>
  event === null ? newId() : idFrom('payment-event', event.eventId);

interface Before {
  readonly held: Held<Order> | null;
  readonly checkout: Held<Checkout> | null;
}

async function readBefore(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  orderId: string,
): Promise<Before> {
  const root = rootOf(tenantId);
  const held = await store.read(root, orders, { orderId });
  if (held !== null) return { held, checkout: null };
  return { held, checkout: await store.read(root, checkouts, { checkoutId: orderId }) };
}

/** Whether an order is as it was; what nearly every word changes is looked at first. */
const isAsBefore = (order: Order, before: Order): boolean =>
  order.asOf === before.asOf &&
  order.paidThroughAt === before.paidThroughAt &&
  JSON.stringify(order) === JSON.stringify(before);

/** Whether the event of a word was taken before. */
async function wasTaken(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  word: Word,
): Promise<boolean> {
  if (word.event === null) return false;
  const eventId = auditIdOf(word);
  return (await store.read(rootOf(tenantId), auditEntries, { eventId })) !== null;
}

/** Of the payments, those that are not written down yet. */
async function newOnes(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  found: readonly Payment[],
): Promise<Payment[]> {
  if (found.length === 0) return [];
  const keys = found.map(({ paymentId }) => ({ paymentId }));
  const there = await store.readMany(rootOf(tenantId), payments, keys);
  return found.filter((_, nth) => there[nth] === null);
}

/**
 * Takes a word of the provider: event, payments, order, capacity, account and what is told are one commit, so whatever
 * comes twice changes nothing and nothing is half done (B-8). A word that is older than what is known adds its payments;
 * how the order stands is then asked (`doubtSince`).
 */
export async function takeWord(world: World, tenant: Tenant, word: Word): Promise<Taken> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  const { orderId, subscription } = word;
  const told = word.payments.map((payment) => paymentOf(word, payment));
  // A payment that an event tells of is new nearly always: so nobody looks before the commit says otherwise.
  let fresh: readonly Payment[] = told.length > 1 ? await newOnes(world, tenant, told) : told;
  for (;;) {
    const { held, checkout } = await readBefore(world, tenant, orderId);
    const before =
      held?.doc ?? (checkout === null ? null : confirmedOrder(checkout.doc, subscription));
    if (before === null) return 'unknown';
    // Only what is no newer than the order can have been taken before.
    if (
      held !== null &&
      subscription.changedAt <= before.asOf &&
      (await wasTaken(world, tenant, word))
    )
      return 'known';
    const isNew = held === null;
    if (isNew && !told.some(({ kind }) => kind === 'charge')) {
      // Payment comes before access: what was paid is asked for.
      await makeDue(world, ORDERS, tenant, clock.now());
      return 'unpaid';
    }
    const now = clock.now();
    const result = absorbed(before, subscription, told, word.problem);
    const isAsked = word.event === null;
    const doubtSince = result.isLate
      ? (before.doubtSince ?? now)
      : isAsked
        ? null
        : before.doubtSince;
    const order = { ...result.order, doubtSince };
    const isSame = !isNew && isAsBefore(order, before);
    if (isSame && isAsked && fresh.length === 0) return 'known';

    const actor = { personId: null, actId: word.event?.eventId ?? newId() };
    const fees = fresh.filter(({ kind }) => kind === 'termination-fee');
    const writes: AnyWrite[] = [
      tell(
        actor,
        now,
        'order-told',
        {
          orderId,
          type: word.event?.type ?? 'asked',
          saidAt: word.event?.at ?? now,
          state: order.state,
          paidThroughAt: order.paidThroughAt,
          payments: fresh.map(({ paymentId, net, seats, periodThrough }) => ({
            ...{ paymentId, amountMinor: net.amountMinor, currency: net.currency },
            ...{ seats, through: periodThrough },
          })),
        },
        false,
        auditIdOf(word),
      ),
      ...fresh.map((payment) => create(payments, payment)),
      ...(held === null
        ? [create(orders, order)]
        : isSame
          ? []
          : [replace(orders, order, held.version)]),
      ...(isNew && checkout !== null
        ? [
            replace(
              checkouts,
              { ...checkout.doc, state: 'completed', url: null, openUntil: null },
              checkout.version,
            ),
          ]
        : []),
    ];
    const notices = noticesOf(before, { ...result, order }, isNew, fees);
    const changesSeats =
      isNew ||
      result.moves.length > 0 ||
      givesUntil(order) !== givesUntil(before) ||
      order.seats !== before.seats;
    const movesPaid = order.paidThroughAt !== before.paidThroughAt && order.state !== 'Active';
    const committed =
      changesSeats || movesPaid || notices.length > 0
        ? await commitMoved(world, tenant, order, { writes, notices, now, actor })
        : await store.commit(root, writes);
    if (result.isLate && committed.outcome === 'committed')
      await makeDue(world, ORDERS, tenant, now);
    if (committed.outcome === 'committed') return 'taken';
    if (committed.write === 0 && word.event !== null) return 'known';
    fresh = await newOnes(world, tenant, told);
  }
}

/** The commit of an order that gives something else than before. */
async function commitMoved(
  world: World,
  tenant: Tenant,
  order: Order,
  more: {
    readonly writes: readonly AnyWrite[];
    readonly notices: readonly Notice[];
    readonly now: number;
    readonly actor: { readonly personId: null; readonly actId: string };
  },
) {
  const read = await readBilling(world, tenant);
  const before = read.billing.hasOrdered ? read.billing : { ...read.billing, hasOrdered: true };
  return commitBilling(world, tenant, {
    read,
    billing: withPaidOn(withSource(before, order), read.account.doc, order),
    writes: more.writes,
    fact: factOf(order, more.now),
    notices: more.notices,
    at: more.now,
    actor: more.actor,
  });
}

/**
 * Takes an event of the provider; one of another store, or of nobody we know, is left alone. One that this process has
 * taken of late is known without a look at the store.
 */
export async function takeEvent(world: World, event: ProviderEvent): Promise<Taken> {
  const { eventId, mark, subscription, payment, problem } = event;
  if (mark === null || subscription === null) return 'unknown';
  const tenant = { tenantId: mark.tenantId, buckets: mark.buckets };
  const lately = takenLately(world.store);
  const name = `${tenant.tenantId}/${eventId}`;
  if (lately.has(name)) return 'known';
  const paid = payment === null ? [] : [payment];
  const word = { orderId: mark.orderId, subscription, payments: paid, problem, event };
  const taken = await takeWord(world, tenant, word);
  if (taken === 'taken' || taken === 'known') lately.set(name, true);
  return taken;
}

/**
 * Takes the events of one delivery: those of an order one after the other as they came, orders beside each other, so that
 * a delivery waits for the disk as often as its longest order has events. Where one cannot be taken the others are, and
 * the provider repeats the delivery.
 */
export async function takeEvents(world: World, events: readonly ProviderEvent[]): Promise<void> {
  const byOrder = Map.groupBy(events, ({ mark }) => mark?.orderId ?? null);
  const taken = await Promise.allSettled(
    [...byOrder.values()].map(async (its) => {
      for (const event of its) await takeEvent(world, event);
    }),
  );
  const failed = taken.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
