import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/** What is told to a partner's staff of their customers. */
export interface CustomerNotice {
  /** Users whom the person has deleted at a customer are soon gone for good (C-4). */
  readonly what: 'deleted-users-purge-soon';
  readonly personId: PersonId;
  readonly customerId: TenantId;
  /** The organisation's name. */
  readonly customerName: string;
  readonly users: number;
  /** When the first of them is. */
  readonly purgeAt: Instant;
}
