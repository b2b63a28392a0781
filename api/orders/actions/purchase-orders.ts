import { tell } from '../../audit/actions.ts';
import { makeDue } from '../../due/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom, newId } from '../../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import type { Channel, DeliveryOutcome, Message, Recipient } from '../../ports/channel.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, replace, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { purchaseOrders } from '../kinds.ts';
import { ORDERS } from '../rules/billing.ts';
import type { PurchaseOrder } from '../rules/purchase-order.ts';

/** What a purchase order asks for. */
export type NewPurchaseOrder = Pick<
  PurchaseOrder,
  'learners' | 'plan' | 'reference' | 'contact' | 'note'
>;

/** The mail address of sales. @throws AppError `card-not-offered` where none is configured */
export function salesOf(salesContact: string | null): string {
  if (salesContact !== null) return salesContact;
  throw new AppError(
    'card-not-offered',
    'No address of sales is configured here, so a purchase order cannot be sent. Ask the supplier of your subscription.',
  );
}

/** Writes down a request to buy by purchase order; it is mailed to sales at once and tried again where that fails (OR-50). */
export async function askForPurchaseOrder(
  world: World,
  tenant: Tenant,
  actor: Actor,
  wish: NewPurchaseOrder,
): Promise<PurchaseOrder> {
  const root = rootOf(tenant.tenantId);
  const purchaseOrderId = idFrom('purchase-order', tenant.tenantId, actor.actId);
  const at = world.clock.now();
  const { learners, plan, reference } = wish;
  await makeDue(world, ORDERS, tenant, at + MINUTE_MS);
  await world.store.commit(root, [
    create(purchaseOrders, {
      ...wish,
      ...{ purchaseOrderId, createdAt: at, createdBy: actor.personId },
      ...{ state: 'waiting', tries: 0, dueAt: at },
    }),
    tell(actor, at, 'purchase-order-asked', { purchaseOrderId, learners, plan, reference }),
  ]);
  await makeDue(world, ORDERS, tenant, at);
  const held = await world.store.read(root, purchaseOrders, { purchaseOrderId });
  if (held === null) throw new Error('The purchase order that was just made is not there.');
  return held.doc;
}

const TRIES_MAX = 6;
const REST_MS = HOUR_MS;
/** Longer than a try takes: what is still being mailed then was cut off. */
const TRY_MAX_MS = 5 * MINUTE_MS;

/** Where a request stands after a try. */
function afterTry(
  { tries }: PurchaseOrder,
  outcome: DeliveryOutcome,
  now: Instant,
): Pick<PurchaseOrder, 'state' | 'dueAt'> {
  if (outcome.outcome === 'delivered') return { state: 'sent', dueAt: null };
  if (outcome.outcome === 'unknown') return { state: 'unknown', dueAt: null };
  const again = outcome.outcome === 'failed' && outcome.retryable && tries < TRIES_MAX;
  return again ? { state: 'waiting', dueAt: now + REST_MS } : { state: 'failed', dueAt: null };
}

/** Writes down how a request stands; where it was not sent, or nobody knows, the administrators are told in the same commit. */
async function settle(
  world: World,
  tenant: Tenant,
  { doc, version }: Held<PurchaseOrder>,
  after: Pick<PurchaseOrder, 'state' | 'dueAt'>,
  sales: string,
): Promise<void> {
  const { purchaseOrderId, learners, reference } = doc;
  const { state } = after;
  const at = world.clock.now();
  const isUnsent = state === 'unknown' || state === 'failed';
  const notice = { purchaseOrderId, learners, reference, isKnown: state === 'failed', sales };
  const writes = [
    replace(purchaseOrders, { ...doc, ...after }, version),
    tell({ personId: null, actId: newId() }, at, 'purchase-order-mailed', {
      ...{ purchaseOrderId, state },
    }),
    ...(isUnsent ? [announcement({ what: 'purchase-order-unsent', ...notice }, at)] : []),
  ];
  const commit = () => world.store.commit(rootOf(tenant.tenantId), writes);
  await (isUnsent ? announcing(world, tenant, commit) : commit());
}

const messageOf = (
  { learners, plan, reference, contact, note, purchaseOrderId }: PurchaseOrder,
  subdomain: string,
  to: Recipient,
): Message => {
  const { firstName, lastName, company, email, telephone } = contact;
  return {
    ...{ messageId: purchaseOrderId, to, language: 'en' },
    subject: `Purchase order ${reference}: ${learners} learners for ${subdomain}`,
    paragraphs: [
      `Account: ${subdomain}. Learners: ${learners}. Plan: ${plan === 'mau' ? 'monthly active users' : 'seats'}. Reference: ${reference}.`,
      `Contact: ${firstName} ${lastName}, ${company}, ${email}${telephone === null ? '' : `, ${telephone}`}.`,
      ...(note === '' ? [] : [note]),
      'Send the activation key to the contact when the purchase order is in order.',
    ],
    ...{ urgent: false, link: null, choices: [], standing: null },
    footer: 'Sent by Headcount for an administrator of the account.',
  };
};

/**
 * Mails to sales what waits. What may have gone out is not sent again by itself: a try that was cut off is known by being
 * under way for longer than one takes, and told.
 * @returns when to look again; null where nothing waits
 */
export async function mailPurchaseOrders(
  world: World,
  tenant: Tenant,
  mail: Channel,
  salesContact: string | null,
): Promise<Instant | null> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  if (salesContact === null) return null;
  const account = await store.read(root, accounts, {});
  const subdomain = account?.doc.subdomain ?? '';
  for (const due of await allOf(store, root, purchaseOrders, 'byDue', { upTo: clock.now() })) {
    const { purchaseOrderId } = due.doc;
    if (due.doc.state === 'sending') {
      await settle(world, tenant, due, { state: 'unknown', dueAt: null }, salesContact);
      continue;
    }
    const to = {
      ...{ tenantId: tenant.tenantId, personId: purchaseOrderId, displayName: 'Sales' },
      ...{ mail: salesContact, conversation: null },
    };
    const begin = async (): Promise<boolean> => {
      const held = await store.read(root, purchaseOrders, { purchaseOrderId });
      if (held?.doc.state !== 'waiting') return false;
      const { doc, version } = held;
      const dueAt = clock.now() + TRY_MAX_MS;
      const sending = { ...doc, state: 'sending', tries: doc.tries + 1, dueAt } as const;
      // Whoever mails may stop: somebody looks afterwards what came of it.
      await makeDue(world, ORDERS, tenant, dueAt);
      const done = await store.commit(root, [replace(purchaseOrders, sending, version)]);
      return done.outcome === 'committed';
    };
    const outcome = await mail.deliver(messageOf(due.doc, subdomain, to), begin);
    const held = await store.read(root, purchaseOrders, { purchaseOrderId });
    if (held?.doc.state !== 'sending') continue;
    await settle(world, tenant, held, afterTry(held.doc, outcome, clock.now()), salesContact);
  }
  const next = await store.list(root, purchaseOrders, 'byDue', { limit: 1 });
  return next.items[0]?.doc.dueAt ?? null;
}
