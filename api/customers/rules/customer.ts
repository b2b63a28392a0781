import type { RelationshipStatus } from '../../kernel/customers.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { fold, wordsOf } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/time.ts';
import { bestOf, type Relationship } from './relationships.ts';

/** The work that follows a partner's customers, as due work names it. */
export const CUSTOMERS = 'customers';

/** A customer as the partner last saw it. */
export interface Customer {
  readonly customerId: TenantId;
  readonly displayName: string;
  /** The name by which lists are ordered. */
  readonly nameKey: string;
  /** How the best relationship stands. */
  readonly status: RelationshipStatus;
  readonly relationships: readonly Relationship[];
  readonly seenAt: Instant;
}

/** When a partner's customers were last read. */
export interface CustomersReading {
  /** When a reading of all of them was begun that came to its end; null before the first. */
  readonly readAt: Instant | null;
  /** Whoever deleted users before this instant was warned of their end for good. */
  readonly warnedUpTo: Instant;
}

/** The customer as its relationships show it; where none is left, as it was known, and the work there is over. */
export function customerOf(
  customerId: TenantId,
  relationships: readonly Relationship[],
  before: Customer | null,
  seenAt: Instant,
): Customer {
  const best = bestOf(relationships);
  const displayName = best?.customerName ?? before?.displayName ?? customerId;
  return {
    ...{ customerId, displayName, relationships, seenAt },
    nameKey: fold(displayName),
    status: best?.status ?? 'terminated',
  };
}

/** The words by which a customer is searched: those of the name, and the tenant's id. */
export const searchWordsOf = ({ customerId, displayName }: Customer): string[] => [
  ...wordsOf(displayName),
  customerId,
];

/** Whether nothing but the instant of seeing differs. */
export const isSameCustomer = (one: Customer, other: Customer): boolean =>
  JSON.stringify({ ...one, seenAt: 0 }) === JSON.stringify({ ...other, seenAt: 0 });
