import { tell } from '../../audit/actions.ts';
import { makeDue } from '../../due/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom } from '../../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import type { Channel } from '../../ports/channel.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, replace } from '../../ports/store.ts';
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

/**
 * Mails to sales what waits. What may have gone out is not sent again by itself.
 * @returns when to try again; null where nothing waits
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
  for (const { doc } of await allOf(store, root, purchaseOrders, 'byDue', { upTo: clock.now() })) {
    const { purchaseOrderId, learners, plan, reference, contact, note } = doc;
    const to = {
      tenantId: tenant.tenantId,
      personId: purchaseOrderId,
      displayName: 'Sales',
      mail: salesContact,
      conversation: null,
    };
    const { firstName, lastName, company, email, telephone } = contact;
    const begin = async (): Promise<boolean> => {
      const held = await store.read(root, purchaseOrders, { purchaseOrderId });
      if (held?.doc.state !== 'waiting') return false;
      const sending = {
        ...held.doc,
        state: 'sending',
        tries: held.doc.tries + 1,
        dueAt: null,
      } as const;
      const done = await store.commit(root, [replace(purchaseOrders, sending, held.version)]);
      return done.outcome === 'committed';
    };
    const outcome = await mail.deliver(
      {
        messageId: purchaseOrderId,
        to,
        language: 'en',
        subject: `Purchase order ${reference}: ${learners} learners for ${subdomain}`,
        paragraphs: [
          `Account: ${subdomain}. Learners: ${learners}. Plan: ${plan === 'mau' ? 'monthly active users' : 'seats'}. Reference: ${reference}.`,
          `Contact: ${firstName} ${lastName}, ${company}, ${email}${telephone === null ? '' : `, ${telephone}`}.`,
          ...(note === '' ? [] : [note]),
          'Send the activation key to the contact when the purchase order is in order.',
        ],
        urgent: false,
        link: null,
        choices: [],
        standing: null,
        footer: 'Sent by Headcount for an administrator of the account.',
      },
      begin,
    );
    const held = await store.read(root, purchaseOrders, { purchaseOrderId });
    if (held?.doc.state !== 'sending') continue;
    const again = outcome.outcome === 'failed' && outcome.retryable && held.doc.tries < TRIES_MAX;
    const state = again
      ? 'waiting'
      : outcome.outcome === 'delivered'
        ? 'sent'
        : outcome.outcome === 'unknown'
          ? 'unknown'
          : 'failed';
    const dueAt = again ? clock.now() + REST_MS : null;
    await store.commit(root, [
      replace(purchaseOrders, { ...held.doc, state, dueAt }, held.version),
    ]);
  }
  const next = await store.list(root, purchaseOrders, 'byDue', { limit: 1 });
  return next.items[0]?.doc.dueAt ?? null;
}
