import type { Money } from '../../kernel/money.ts';
import type { Instant } from '../../kernel/time.ts';

/** What is told of orders and of the account's own end (B-1, B-7). */
export type OrderNotice =
  | {
      /** The provider has confirmed an order: its seats count. */
      readonly what: 'order-confirmed';
      readonly orderId: string;
      readonly seats: number;
      readonly monthly: Money;
    }
  | {
      /** A payment did not come: the order is Suspended. */
      readonly what: 'payment-failed';
      readonly orderId: string;
      readonly seats: number;
      readonly reason: 'declined' | 'expired-card' | 'late';
      readonly seatsEndAt: Instant;
    }
  | {
      /** It still has not come (days 7 and 21). */
      readonly what: 'payment-reminder';
      readonly orderId: string;
      readonly seats: number;
      readonly day: 7 | 21;
      readonly seatsEndAt: Instant;
    }
  | {
      /** What was overdue is paid. */
      readonly what: 'payment-received';
      readonly orderId: string;
      readonly seats: number;
    }
  | {
      /** The account has ended because nothing was paid, and nothing has changed since (days 7 and 21 after that). */
      readonly what: 'unpaid-reminder';
      readonly day: 7 | 21;
      readonly since: Instant;
    }
  | {
      /** An administrator has deactivated the account. */
      readonly what: 'account-deactivated';
      readonly accessUntil: Instant;
      readonly inactiveFrom: Instant;
    }
  | {
      /** The owner is reminded that the account can be revived (days 1, 15 and 27 of the trial). */
      readonly what: 'revive-reminder';
      readonly day: 1 | 15 | 27;
      readonly inactiveFrom: Instant;
    }
  | {
      /** The deactivation was taken back. */
      readonly what: 'account-reactivated';
    }
  | {
      /** The fee of an order that was ended early was charged (B-6). */
      readonly what: 'termination-fee-charged';
      readonly orderId: string;
      readonly fee: Money;
    }
  | {
      /** It could not be charged; it is tried again each day. */
      readonly what: 'termination-fee-declined';
      readonly orderId: string;
      readonly fee: Money;
    }
  | {
      /** A request to sales was not sent, or nobody knows whether it was. */
      readonly what: 'purchase-order-unsent';
      readonly purchaseOrderId: string;
      readonly learners: number;
      /** As the buyer wrote it. */
      readonly reference: string;
      readonly isKnown: boolean;
      /** The mail address of sales. */
      readonly sales: string;
    };
