import { careDecisions } from './notifications/actions/care.ts';
import type { Decision } from './notifications/actions/decision.ts';
import { peerDecisions } from './peers/actions/card-decisions.ts';
import { seatDecisions } from './reclaim/actions/decisions.ts';

/** What can be decided on the cards that the bot sends, of all subjects. */
export const subjectDecisions: readonly Decision[] = [
  ...careDecisions,
  ...seatDecisions,
  ...peerDecisions,
];
