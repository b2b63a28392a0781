import type { Job } from '../../../jobs/rules.ts';
import type { Plan } from './plan.ts';

/** Whether a plan that stopped can be carried on, and if not why. */
export type Continuability = 'possible' | 'running' | 'nothing-left' | 'undone';

/**
 * Whether a plan whose job failed or was cancelled can be carried on. Not one that was taken back since: what is left of it
 * would be done again.
 */
export function continuabilityOf(plan: Plan, { open }: Pick<Job, 'open'>): Continuability {
  if (open) return 'running';
  if (plan.undoneBy !== null) return 'undone';
  return plan.state === 'ended' ? 'nothing-left' : 'possible';
}
