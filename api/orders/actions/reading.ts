import { notFound } from '../../kernel/errors.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Cursor, Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { billings, orders, payments } from '../kinds.ts';
import { NO_BILLING, type Billing } from '../rules/billing.ts';
import type { Order, Payment } from '../rules/order.ts';

type Reads = Pick<World, 'store'>;
type Whose = Pick<Tenant, 'tenantId'>;

/** The account, and how it stands to its orders; `held` is null before its first order. */
export interface ReadBilling {
  readonly account: Held<Account>;
  readonly held: Held<Billing> | null;
  readonly billing: Billing;
}

/** Reads both, the account first: who changes it meanwhile is noticed when it is written. */
export async function readBilling({ store }: Reads, { tenantId }: Whose): Promise<ReadBilling> {
  const root = rootOf(tenantId);
  const account = await store.read(root, accounts, {});
  if (account === null) throw new Error('The tenant has no account.');
  const held = await store.read(root, billings, {});
  return { account, held, billing: held?.doc ?? NO_BILLING };
}

/** All orders of a tenant, the newest first. */
export const allOrders = ({ store }: Reads, { tenantId }: Whose): Promise<Held<Order>[]> =>
  allOf(store, rootOf(tenantId), orders, 'byAge');

/** A page of the order history, the newest first. */
export async function ordersPage(
  { store }: Reads,
  { tenantId }: Whose,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Order[]; readonly nextCursor: string | null }> {
  const after = (cursor ?? null) as Cursor | null;
  const page = await store.list(rootOf(tenantId), orders, 'byAge', { limit, after });
  return { items: page.items.map(({ doc }) => doc), nextCursor: page.next };
}

/** One order. @throws AppError `not-found`, also for another tenant's */
export async function readOrder(
  { store }: Reads,
  { tenantId }: Whose,
  orderId: string,
): Promise<Held<Order>> {
  const held = await store.read(rootOf(tenantId), orders, { orderId });
  if (held === null) throw notFound('order');
  return held;
}

/** What was paid for an order, the oldest first. */
export async function paymentsOf(
  { store }: Reads,
  { tenantId }: Whose,
  orderId: string,
): Promise<Payment[]> {
  const held = await allOf(store, rootOf(tenantId), payments, 'byOrder', { equals: { orderId } });
  return held.map(({ doc }) => doc);
}
