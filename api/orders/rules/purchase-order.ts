import type { Instant } from '../../kernel/time.ts';
import type { OrderContact } from './order.ts';

/** A request to buy by purchase order, on its way to sales (OR-50). */
export interface PurchaseOrder {
  readonly purchaseOrderId: string;
  readonly learners: number;
  readonly plan: 'seats' | 'mau';
  readonly reference: string;
  readonly contact: OrderContact;
  readonly note: string;
  readonly createdAt: Instant;
  readonly createdBy: string | null;
  readonly state: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed';
  readonly tries: number;
  /** When it is to be mailed or, under way, when a try that has not ended was cut off; null where nothing is left to do. */
  readonly dueAt: Instant | null;
}
