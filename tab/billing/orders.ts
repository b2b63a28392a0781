import type { Order } from '../queries/billing.ts';

/** Whether an order can be edited, and is ended by a deactivation (B-3). */
export const isLiveOrder = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'Active' || state === 'Suspended';

/** Orders whose fee for the early end could not be charged, with the fee (B-6). */
export const feeDeclinedOf = <O extends Pick<Order, 'termination'>>(orders: readonly O[]) =>
  orders.flatMap((order) =>
    order.termination?.feeState === 'declined' ? [{ order, fee: order.termination.fee }] : [],
  );

/** Orders whose payment did not come, with what there is to know of it. */
export const suspendedOf = (orders: readonly Order[]) =>
  orders.flatMap((order) =>
    order.state === 'Suspended' && order.problem !== null
      ? [{ order, problem: order.problem }]
      : [],
  );
