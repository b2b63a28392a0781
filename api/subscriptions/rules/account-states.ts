/** Where an account stands (B-1). A new one is in Trial. */
export type AccountState = 'Trial' | 'Active' | 'Activation required' | 'Inactive';

/**
 * Why an account is in its state. `moved`: its last subscription is active on another tenant. `expired`: its last
 * subscription ended. `trial-ended`: nothing was activated in the first Trial. `deactivated`: by the customer.
 * `payment`: its orders were not paid. `seats-withdrawn`: it had received seats only, and they were taken back.
 */
export type AccountReason =
  'moved' | 'expired' | 'trial-ended' | 'deactivated' | 'payment' | 'seats-withdrawn';

/** Where an account stands, and why; the reason is null in the first Trial and while it is Active. */
export interface Standing {
  readonly state: AccountState;
  readonly reason: AccountReason | null;
}

/**
 * What can move an account. The `last-…` facts are told only where nothing else gives it seats.
 * `subscription-activated`: by a key. `order-confirmed`, `seats-accepted`: the other sources of seats. `order-paid-on`:
 * an order that ends is paid for longer than was known, so that it gives seats. `deactivated`, `reactivated`: by the
 * customer. `paid-through-reached`: the last paid day of a deactivated account has passed. `trial-over`: 30 days have.
 */
export type AccountFact =
  | 'subscription-activated'
  | 'order-confirmed'
  | 'order-paid-on'
  | 'seats-accepted'
  | 'reactivated'
  | 'deactivated'
  | 'paid-through-reached'
  | 'trial-over'
  | 'last-subscription-expired'
  | 'last-subscription-moved'
  | 'last-order-unpaid'
  | 'last-seats-withdrawn';

type Moves = { readonly [from in AccountState]?: (from: Standing) => Standing };

const to =
  (state: AccountState, reason: AccountReason | null = null) =>
  (): Standing => ({ state, reason });

/** Whatever gives seats makes an account Active (AC-9, AC-10). */
const GIVEN_SEATS: Moves = {
  Trial: to('Active'),
  'Activation required': to('Active'),
  Inactive: to('Active'),
};

/** Where an account stands while what it paid for runs out: after a deactivation it is still on its way to the end (B-1). */
const paidOn = ({ reason }: Standing): Standing =>
  reason === 'deactivated'
    ? { state: 'Activation required', reason }
    : { state: 'Active', reason: null };

const TABLE: Readonly<Record<AccountFact, Moves>> = {
  'subscription-activated': GIVEN_SEATS,
  'order-confirmed': GIVEN_SEATS,
  'seats-accepted': GIVEN_SEATS,
  'order-paid-on': { Trial: paidOn, Inactive: paidOn },
  // Later than this only new seats help (B-3).
  reactivated: { 'Activation required': to('Active') },
  deactivated: { Active: to('Activation required', 'deactivated') },
  'paid-through-reached': { 'Activation required': to('Trial', 'deactivated') },
  // The first Trial, or the 30 days after a deactivation (AC-3, AC-7).
  'trial-over': {
    Trial: ({ reason }) => ({ state: 'Inactive', reason: reason ?? 'trial-ended' }),
  },
  'last-subscription-expired': { Active: to('Inactive', 'expired') },
  'last-subscription-moved': { Active: to('Inactive', 'moved') },
  'last-order-unpaid': { Active: to('Inactive', 'payment') },
  'last-seats-withdrawn': { Active: to('Inactive', 'seats-withdrawn') },
};

/**
 * Where an account stands after a fact (B-1, AC-1 to AC-10); null where the fact does not move it. This table is the only
 * place that says so.
 */
export const accountAfter = (from: Standing, fact: AccountFact): Standing | null =>
  TABLE[fact][from.state]?.(from) ?? null;
