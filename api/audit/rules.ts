import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/**
 * What happened in one commit: the audit entry and, for those who follow, the notice of it. Ids only, never names or
 * addresses, so that it can be kept when a person's data goes.
 */
export interface Event {
  readonly eventId: string;
  readonly at: Instant;
  /** Stable words: `people-enrolled`, `person-removed` … */
  readonly what: string;
  /** Who did it; null for the service itself. */
  readonly actorId: PersonId | null;
  readonly actId: string;
  /** Minus `at`, so that the newest come first. */
  readonly newest: number;
  /** Minus `at` where somebody began or ceased to count, so that the newest come first; else null. */
  readonly newestMove: number | null;
  /** Ids and figures of what changed. */
  readonly data: Readonly<Record<string, unknown>>;
}
