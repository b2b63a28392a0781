import type { Plan } from './plan.ts';

/** Whether a plan can be taken back, and if not why. */
export type Undoability = 'possible' | 'running' | 'nothing-done' | 'passwords-only' | 'undone';

/** Whether a plan can be taken back, as far as its counts tell. */
export function undoabilityOf(plan: Plan, isOpen: boolean): Undoability {
  if (isOpen) return 'running';
  if (plan.undoneBy !== null) return 'undone';
  if (plan.what === 'password') return 'passwords-only';
  const { done, partly, unknown, begun } = plan;
  return done + partly + unknown + begun === 0 ? 'nothing-done' : 'possible';
}
