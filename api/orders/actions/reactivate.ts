import { tell } from '../../audit/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { countingAt } from '../../limits/rules/capacity.ts';
import { replace } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { sourcesOf } from '../../subscriptions/actions/sources.ts';
import type { AccountState } from '../../subscriptions/rules.ts';
import { orders } from '../kinds.ts';
import { withSource } from '../rules/billing.ts';
import type { Order } from '../rules/order.ts';
import { orderAfter } from '../rules/states.ts';
import { allOrders, readBilling } from './reading.ts';
import { commitBilling } from './writing.ts';

/** How the account and its orders stand after a reactivation. */
export interface Reactivation {
  readonly accountState: AccountState;
  readonly orders: readonly Order[];
}

const tooLate = (state: AccountState): AppError =>
  new AppError(
    'cannot-reactivate',
    `The account is in the state ${state} and its orders have ended, so nothing is left to take back. It is active again with a new order (POST /api/orders), an activation key, or seats accepted from a peer.`,
    { state },
  );

/**
 * Takes a deactivation back while orders wait for their end (B-3): they are Active again and cost no fee. An account that
 * is Active stays as it is.
 * @throws AppError `cannot-reactivate` where the orders have ended
 */
export async function reactivate(
  world: World,
  tenant: Tenant,
  actor: Actor,
): Promise<Reactivation> {
  for (;;) {
    const read = await readBilling(world, tenant);
    const { state } = read.account.doc;
    const held = await allOrders(world, tenant);
    const waiting = held.filter(({ doc }) => orderAfter(doc.state, 'reactivated') !== null);
    if (state === 'Active') return { accountState: state, orders: held.map(({ doc }) => doc) };
    if (state !== 'Activation required') throw tooLate(state);
    const at = world.clock.now();
    const keys = countingAt(await sourcesOf(world, tenant), at).filter(
      (one) => one.order === undefined,
    );
    if (waiting.length === 0 && keys.length === 0) throw tooLate(state);
    let { billing } = read;
    const writes = waiting.map(({ doc, version }) => {
      const after: Order = { ...doc, state: 'Active', termination: null, wish: 'resume' };
      billing = withSource(billing, after);
      return replace(orders, after, version);
    });
    const { outcome } = await commitBilling(world, tenant, {
      read,
      billing: { ...billing, chain: null },
      writes: [...writes, tell(actor, at, 'account-reactivated', { orders: waiting.length })],
      fact: 'reactivated',
      notices: [{ what: 'account-reactivated' }],
      ...{ at, actor, asks: true },
    });
    if (outcome !== 'committed') continue;
    const after = await readBilling(world, tenant);
    const now = await allOrders(world, tenant);
    return { accountState: after.account.doc.state, orders: now.map(({ doc }) => doc) };
  }
}
