import type { CustomerHands, CustomerUser } from '../../../ports/customer-directory.ts';
import type { World } from '../../../ports/world.ts';
import type { Act } from '../../rules/plans/acts.ts';
import type { EntryFault, EntryState } from '../../rules/plans/entry.ts';
import type { PlanCaller, PlanOrder } from './start.ts';

/** What came of a single act that was waited for. */
export interface ActDone {
  /** The job under which it is kept, and can be undone. */
  readonly jobId: string;
  /** `done`, `partly`, `refused` or `unknown`. */
  readonly state: EntryState;
  /** Why not, or not wholly. */
  readonly faults: readonly EntryFault[];
  /** The user as read back; null where the user is gone or was not read. */
  readonly user: CustomerUser | null;
  /** It was found done: by an earlier try whose answer got lost. */
  readonly alreadyThere: boolean;
  /** The temporary password that was set; null where none was, or an earlier try has set one that nobody knows any more. */
  readonly password: string | null;
}

/**
 * Carries out one act while the caller waits, as a plan of one entry: it is kept like any other and can be undone. A
 * repeat of the act (by its id) does nothing again and answers what came of it, without the password.
 */
export declare function actNow(
  world: World,
  caller: PlanCaller,
  hands: CustomerHands,
  order: Pick<PlanOrder, 'customerId' | 'what'> & { readonly act: Act; readonly userName?: string },
): Promise<ActDone>;
