/**
 * Where a card order stands (B-3). `Checkout`: the buyer was sent to pay and the provider has not confirmed. `Abandoned`:
 * the checkout lapsed. The other four are those that the product names.
 */
export type OrderState =
  'Checkout' | 'Abandoned' | 'Active' | 'Suspended' | 'Canceled initiated' | 'Canceled';

/**
 * What can move an order. `confirmed`, `charged`, `charge-failed`, `ended-by-provider`: what the provider says.
 * `lapsed`: the checkout's time is over. `account-deactivated`, `account-reactivated`: what the customer does.
 */
export type OrderFact =
  | 'confirmed'
  | 'lapsed'
  | 'charged'
  | 'charge-failed'
  | 'account-deactivated'
  | 'account-reactivated'
  | 'ended-by-provider';

type Moves = { readonly [from in OrderState]?: OrderState };

const TABLE: Readonly<Record<OrderFact, Moves>> = {
  // Whoever pays late has paid: an abandoned checkout that the provider confirms is an order.
  confirmed: { Checkout: 'Active', Abandoned: 'Active' },
  lapsed: { Checkout: 'Abandoned' },
  charged: { Suspended: 'Active' },
  'charge-failed': { Active: 'Suspended' },
  'account-deactivated': { Active: 'Canceled initiated', Suspended: 'Canceled initiated' },
  'account-reactivated': { 'Canceled initiated': 'Active' },
  'ended-by-provider': {
    'Canceled initiated': 'Canceled',
    Suspended: 'Canceled',
  },
};

/** Where an order stands after a fact (OR-20 to OR-25); null where the fact does not move it. */
export const orderAfter = (from: OrderState, fact: OrderFact): OrderState | null =>
  TABLE[fact][from] ?? null;

/** Whether the provider has ever confirmed the order. */
export const isConfirmed = (state: OrderState): boolean =>
  state !== 'Checkout' && state !== 'Abandoned';
