import type { z } from 'zod';
import type {
  candidateShape,
  reclaimSettingsBody,
  refusalCode,
} from '../../api/reclaim/contract.ts';
import type { usageShape } from '../../api/usage/contract.ts';

/** What was used in a period. */
export type Usage = z.infer<typeof usageShape>;
/** Somebody who holds a seat and was not active. */
export type Candidate = z.infer<typeof candidateShape>;
export type RefusalCode = z.infer<typeof refusalCode>;
export type ReclaimSettings = z.infer<typeof reclaimSettingsBody>;

/** What can be done about seats. */
export type SeatAct = 'ask' | 'release' | 'restore' | 'withdraw';

/** What one act came to for one person. */
export interface SeatResult {
  readonly personId: string;
  /** Null where it was done. */
  readonly code: RefusalCode | null;
  /** How many enrolments could not begin again. */
  readonly lost: number;
}
