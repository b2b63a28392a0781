import type { PersonId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';

/**
 * What a link in a notice names: it opens one request, once, for the person named in it and for nobody else. It gives no
 * right by itself: whoever opens it is signed in.
 */
export interface Ticket {
  readonly ticket: string;
  readonly linkId: string;
  readonly personId: PersonId;
  readonly usedAt: Instant | null;
  readonly expiresAt: Instant;
}

/** As long as notices are kept. */
const KEPT_MS = 400 * DAY_MS;

/** The ticket of a notice, not used yet. */
export const ticketOf = (
  { ticket, linkId, personId }: Pick<Ticket, 'ticket' | 'linkId' | 'personId'>,
  at: Instant,
): Ticket => ({ ticket, linkId, personId, usedAt: null, expiresAt: at + KEPT_MS });
