/** Where a card order stands (B-3, OR-20). It begins Active, with the provider's confirmation. */
export type OrderState = 'Active' | 'Suspended' | 'Canceled initiated' | 'Canceled';

/**
 * What can move an order. `paid`, `payment-failed`, `provider-ended`: what the provider says. `deactivated`,
 * `reactivated`: what the customer does with the account.
 */
export type OrderFact =
  'paid' | 'payment-failed' | 'provider-ended' | 'deactivated' | 'reactivated';

const TABLE: Readonly<Record<OrderFact, { readonly [from in OrderState]?: OrderState }>> = {
  paid: { Suspended: 'Active' },
  'payment-failed': { Active: 'Suspended' },
  deactivated: { Active: 'Canceled initiated', Suspended: 'Canceled initiated' },
  reactivated: { 'Canceled initiated': 'Active' },
  'provider-ended': { 'Canceled initiated': 'Canceled', Suspended: 'Canceled' },
};

/** Where an order stands after a fact (OR-21 to OR-25); null where the fact does not move it. Nothing else says so. */
export const orderAfter = (from: OrderState, fact: OrderFact): OrderState | null =>
  TABLE[fact][from] ?? null;
