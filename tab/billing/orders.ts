import type { Order } from '../queries/billing.ts';

/** Whether an order can be edited, and is ended by a deactivation (B-3). */
export const isLiveOrder = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'Active' || state === 'Suspended';

/** The fee for the early end of an order, where it could not be charged; else null (B-6). */
export const declinedFeeOf = ({ termination }: Pick<Order, 'termination'>) =>
  termination?.feeState === 'declined' ? termination.fee : null;

/** Orders whose payment did not come, with what there is to know of it. */
export const suspendedOf = (orders: readonly Order[]) =>
  orders.flatMap((order) =>
    order.state === 'Suspended' && order.problem !== null
      ? [{ order, problem: order.problem }]
      : [],
  );
