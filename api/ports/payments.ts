import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';

/** Who buys, as the provider is told. */
export interface Buyer {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
  readonly telephone: string | null;
}

/** Where a buyer is. */
export interface BillingAddress {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State or province. */
  readonly region: string | null;
  readonly postalCode: string | null;
  /** Two capital letters, ISO 3166. */
  readonly country: string;
}

/** What ties a purchase at the provider to an order of ours; it comes back with everything that the provider says of it. */
export interface PurchaseMark {
  readonly tenantId: string;
  readonly buckets: number;
  readonly orderId: string;
}

/** A purchase for which the provider is to open its checkout. */
export interface CheckoutWish extends PurchaseMark {
  readonly seats: number;
  /** Of a seat for a month. */
  readonly unitPrice: Money;
  readonly country: string;
  readonly buyer: Buyer;
}

/** A checkout at the provider. */
export interface OpenedCheckout {
  readonly sessionId: string;
  /** Where the buyer pays. */
  readonly url: string;
  readonly expiresAt: Instant;
}

/** The card as far as anybody may know it; card numbers never come here (B-8). */
export interface CardFacts {
  readonly brand: string | null;
  readonly lastFour: string | null;
  /** Month and year as on the card: `12/30`. */
  readonly expires: string | null;
}

/** Why a payment did not come. */
export type PaymentProblem = 'declined' | 'expired-card' | 'late';

/** What the provider says of a subscription, as of `changedAt`. */
export interface ProviderSubscription extends PurchaseMark {
  readonly subscriptionId: string;
  readonly accountId: string;
  /** `canceled`: it ends with the period that is paid; `deactivated`: it has ended. */
  readonly state: 'active' | 'overdue' | 'canceled' | 'deactivated';
  readonly seats: number;
  readonly unitPrice: Money;
  readonly beganAt: Instant;
  /** When it is charged next, or, overdue, would have been; null where it is not any more. */
  readonly nextChargeAt: Instant | null;
  readonly changedAt: Instant;
  readonly card: CardFacts | null;
}

/** A payment that the provider took. */
export interface ProviderPayment {
  readonly paymentId: string;
  readonly subscriptionId: string;
  readonly at: Instant;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  /** The months that it pays for; null for a single charge. */
  readonly period: { readonly from: Instant; readonly through: Instant } | null;
  /** The reference of a single charge; null for a month's. */
  readonly reference: string | null;
  readonly invoiceUrl: string | null;
}

/** Something that the provider tells. */
export interface ProviderEvent {
  readonly eventId: string;
  readonly type: string;
  readonly at: Instant;
  /** Whom it is about; null for what is none of ours. */
  readonly mark: PurchaseMark | null;
  readonly subscription: ProviderSubscription | null;
  readonly payment: ProviderPayment | null;
  readonly problem: PaymentProblem | null;
}

/** Everything that the provider has of a subscription now. */
export interface ProviderTruth {
  readonly subscription: ProviderSubscription;
  readonly payments: readonly ProviderPayment[];
  readonly problem: PaymentProblem | null;
}

/**
 * The payment provider: hosted checkout, subscriptions, signed webhooks; invoices are its own (B-8).
 * Every call rejects with AppError `payments-unavailable` where the provider does not answer or does not let us in.
 */
export interface Payments {
  /** Its name, and the two ways to reach it about invoices (OR-44). */
  readonly name: string;
  readonly contacts: readonly { readonly kind: 'web' | 'email'; readonly address: string }[];
  /** Opens a checkout; nothing is bought by that. */
  openCheckout(wish: CheckoutWish): Promise<OpenedCheckout>;
  /** The subscription that was bought in a checkout; null while none was. */
  boughtIn(sessionId: string): Promise<string | null>;
  /** How a subscription stands now; null where there is none. */
  truthOf(subscriptionId: string): Promise<ProviderTruth | null>;
  /** Ends it with the period that is paid. Again: no change. `ended`: it has ended before. */
  cancel(subscriptionId: string): Promise<'done' | 'ended'>;
  /** Takes a cancellation back. Again: no change. `ended`: too late. */
  resume(subscriptionId: string): Promise<'done' | 'ended'>;
  /** Charges an amount once for its reference, however often it is asked; null where the card is declined. */
  chargeOnce(
    subscriptionId: string,
    amount: Money,
    reference: string,
  ): Promise<ProviderPayment | null>;
  /** The page on which the buyer changes the payment method; what is overdue is retried at once there. */
  paymentMethodUrl(accountId: string): Promise<string>;
  changeAddress(accountId: string, address: BillingAddress): Promise<void>;
  /** What a call of the provider says; null where it is not signed with one of our secrets. Takes the raw body. */
  eventsIn(rawBody: Buffer, signature: string | null): readonly ProviderEvent[] | null;
}
