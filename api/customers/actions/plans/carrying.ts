import type { AppError } from '../../../kernel/errors.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import type { Plan } from '../../rules/plans/plan.ts';

/** With whose hands, and for which plan, entries are carried out. */
export interface Carrying {
  readonly world: World;
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly plan: Pick<Plan, 'planId' | 'customerId' | 'what'>;
  /** Or why there are none (any more): then nothing is done, and each entry says so. */
  readonly hands: CustomerHands | AppError;
  /** Ends the waiting for the directory early: what is under way is looked up at the next run. */
  readonly signal?: AbortSignal;
}
