import type { DueWork } from '../due/actions.ts';
import { RECLAIM } from './actions/ask.ts';
import { takeDueSteps } from './actions/steps.ts';

/** Reminds whoever was asked about a seat, notes who did not answer, and releases where the account has chosen that. */
export const reclaimWork: DueWork = {
  name: RECLAIM,
  run: (world, tenant) => takeDueSteps(world, tenant),
};
