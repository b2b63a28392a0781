import type { PersonId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';

/** What lasts of an agent's sign-in. */
export interface PartnerGrant {
  readonly personId: PersonId;
  /** Only the service's own key opens it. */
  readonly sealed: string;
  /** When the agent's token was exchanged, on the system's clock: tokens know no other. */
  readonly grantedAt: number;
}

/** An agent who is here gets a new grant after so long: roles in tokens are as old as the sign-in. */
const RENEWED_AFTER_MS = HOUR_MS;

/** Whether a grant still serves an agent who could be given a new one. */
export const isFresh = ({ grantedAt }: PartnerGrant, systemNow: number): boolean =>
  systemNow - grantedAt < RENEWED_AFTER_MS;
