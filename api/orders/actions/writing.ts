import { tell } from '../../audit/actions.ts';
import { makeAllDue, makeDue } from '../../due/actions.ts';
import type { Instant } from '../../kernel/time.ts';
import { reconsider } from '../../limits/actions/reconsider.ts';
import { purchasedAt } from '../../limits/rules/capacity.ts';
import { LIMITS } from '../../limits/rules/limit.ts';
import { announcement } from '../../notifications/actions/announce.ts';
import { notices as announced } from '../../notifications/kinds.ts';
import { NOTICES, type Notice } from '../../notifications/rules/notices.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite, type CommitResult } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { accountAfter, type AccountFact } from '../../subscriptions/rules/account-states.ts';
import { billings } from '../kinds.ts';
import { ORDERS, type Billing } from '../rules/billing.ts';
import type { ReadBilling } from './reading.ts';

/** So soon somebody looks whether what follows from a commit was cut short. */
const LOOK_AGAIN_MS = 60_000;

/** A change of an account's billing: what is written, and what it does to the account. */
export interface BillingChange {
  readonly read: ReadBilling;
  readonly billing: Billing;
  readonly writes: readonly AnyWrite[];
  /** The fact that may move the account; null: none. */
  readonly fact: AccountFact | null;
  readonly notices: readonly Notice[];
  readonly at: Instant;
  readonly actor: Actor;
  /** Whether the provider is to be asked for something at once. */
  readonly asks?: boolean;
}

/**
 * Commits a change together with the account's state that follows from it, and has capacity judged: at once where it is
 * another one now, else, as nothing changes yet, by who looks again. The account is written wherever what the orders
 * give has changed: so whoever judged without it must look again.
 */
export async function commitBilling(
  world: World,
  tenant: Tenant,
  { read, billing, writes, fact, notices, at, actor, asks = false }: BillingChange,
): Promise<CommitResult> {
  const { account, held } = read;
  const after = fact === null ? null : accountAfter(account.doc, fact);
  const isOther = billing.sources !== read.billing.sources || after !== null;
  const all: AnyWrite[] = [...writes];
  if (billing !== read.billing)
    all.push(held === null ? create(billings, billing) : replace(billings, billing, held.version));
  if (isOther) all.push(replace(accounts, { ...account.doc, ...after }, account.version));
  if (after !== null) {
    const { state, reason } = after;
    all.push(tell(actor, at, 'account-state-changed', { state, reason }));
  }
  all.push(...notices.map((notice) => announcement(notice, at)));

  // Who looks again has done what follows, should this process end after the commit: one note for all of it.
  if (isOther || notices.length > 0 || asks)
    await makeDue(world, ORDERS, tenant, world.clock.now() + LOOK_AGAIN_MS);
  const result = await world.store.commit(rootOf(tenant.tenantId), all);
  if (result.outcome === 'refused') return result;

  const now = world.clock.now();
  const isJudgedNow =
    after !== null || purchasedAt(billing.sources, now) !== purchasedAt(read.billing.sources, now);
  if (isJudgedNow) await reconsider(world, tenant);
  const atOnce = [...(asks ? [ORDERS] : []), ...(notices.length > 0 ? [NOTICES] : [])];
  if (atOnce.length > 0)
    await makeAllDue(
      world,
      tenant,
      atOnce.map((work) => [work, now]),
    );
  return result;
}

/**
 * Has the account judged and what was announced handed out, where a process may have ended right after the commit that
 * gave cause for it. Repeats change nothing.
 */
export async function followUp(world: World, tenant: Tenant): Promise<void> {
  const open = await world.store.list(rootOf(tenant.tenantId), announced, 'open', { limit: 1 });
  const now = world.clock.now();
  await makeAllDue(world, tenant, [
    [LIMITS, now],
    ...(open.items.length > 0 ? ([[NOTICES, now]] as const) : []),
  ]);
}
