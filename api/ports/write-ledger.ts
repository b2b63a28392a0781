import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** So many writes that count until `freeAt`. */
export interface SpentWrites {
  readonly count: number;
  readonly freeAt: Instant;
}

/** What a process wants to have written down. */
export interface Reservation {
  /** What it has spent and is spending, beside the writes that it wants now. */
  readonly mine: readonly SpentWrites[];
  /** So many more, at most; all of them count until `freeAt` unless it says otherwise next time. */
  readonly want: number;
  readonly freeAt: Instant;
  /** So many writes may count at one time, of all processes together. */
  readonly most: number;
}

/**
 * What all processes together have spent of the write limit of a customer's tenant. It outlives each of them: a process
 * that starts after a crash goes over no limit that the one before has used up.
 */
export interface WriteLedger {
  /** Reserves what is left, up to `want`; where that is nothing, `freeAt` says when something is free again. */
  reserve(
    customerId: TenantId,
    reservation: Reservation,
  ): Promise<{ readonly granted: number; readonly freeAt: Instant | null }>;
}
