import type { DueWork } from '../due/actions.ts';
import type { Channel } from '../ports/channel.ts';
import { mindCheckouts } from './actions/asking.ts';
import { mailPurchaseOrders } from './actions/purchase-orders.ts';
import { reconcile } from './actions/reconcile.ts';
import { takeSteps } from './actions/steps.ts';
import { fulfilWishes } from './actions/wishes.ts';
import { followUp } from './actions/writing.ts';
import { ORDERS } from './rules/billing.ts';

/** What the work of orders needs beside the world. */
export interface OrderSettings {
  readonly mail: Channel;
  /** The mail address of sales; null where none is configured. */
  readonly salesContact: string | null;
}

/**
 * What falls due of orders: what a commit has left to others and nobody has begun; reminders and the chain of a
 * deactivation; checkouts whose time is over; what the provider is to do, and what it has not told.
 */
export const ordersWork = ({ mail, salesContact }: OrderSettings): DueWork => ({
  name: ORDERS,
  async run(world, tenant) {
    await followUp(world, tenant);
    const mailedAgainAt = await mailPurchaseOrders(world, tenant, mail, salesContact);
    // What the clock brings does not wait for a provider that does not answer.
    await takeSteps(world, tenant);
    const checkoutsAt = await mindCheckouts(world, tenant);
    await fulfilWishes(world, tenant);
    const askedAt = await reconcile(world, tenant);
    await fulfilWishes(world, tenant);
    const stepAt = await takeSteps(world, tenant);
    const instants = [mailedAgainAt, stepAt, checkoutsAt, askedAt].filter((at) => at !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  },
});
