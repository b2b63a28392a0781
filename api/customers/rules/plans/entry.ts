import type { Fault } from '../fault.ts';
import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Act, UserSnapshot } from './acts.ts';

/**
 * How far one act of a plan is. `begun`: it may have been done, and is looked up before it is tried again; `partly`:
 * done but for what its faults name; `refused`: nothing was changed; `unknown`: nobody can say, the faults tell what was
 * tried; `skipped`: never tried, since the plan was stopped or the user was changed by others since.
 */
export type EntryState =
  'planned' | 'begun' | 'done' | 'partly' | 'refused' | 'unknown' | 'skipped';

/** Why an act, or a part of it, was not done. */
export interface EntryFault extends Fault {
  /** The column of a file that is at fault. */
  readonly column?: string;
  /** The product that could not be given or taken. */
  readonly skuId?: string;
}

/** What came of an act. */
export interface EntryOutcome {
  /** Empty for `done`. */
  readonly faults: readonly EntryFault[];
  /** The user as read back; null where the user is gone (a deletion) or could not be read. */
  readonly after: UserSnapshot | null;
  /** It was found as it was to be: done before a stop, or by somebody else. */
  readonly alreadyThere: boolean;
  /** When that was noted; left out where nothing was tried. */
  readonly at?: Instant;
  /** What became of the directory roles that the act was to give. */
  readonly roles?: readonly RoleOutcome[];
}

/** A directory role that an act gives, by template id, and what became of it. */
export interface RoleOutcome {
  readonly roleId: string;
  readonly outcome: 'planned' | 'given' | 'not-given' | 'unknown';
}

/** One act as whoever makes a plan gives it. */
export interface PlannedEntry {
  /** Null: a row that cannot be carried out, told by its faults; it is named in the result and never tried. */
  readonly act: Act | null;
  readonly faults?: readonly EntryFault[];
  /** The cells of the row that it was made from, for the result file; left out where there was none. */
  readonly row?: readonly string[];
  /** The name of the user, to be shown while the act is not done. */
  readonly userName?: string;
}

/**
 * One user's part of a plan: the act, or why there is none; under the name that the user has.
 * @param user null: nobody knows the user
 */
export const plannedFor = (
  user: { readonly userName: string } | null,
  problem: EntryFault | null,
  act: Act,
): PlannedEntry => ({
  ...(problem === null ? { act } : { act: null, faults: [problem] }),
  ...(user === null ? {} : { userName: user.userName }),
});

/** One act of a plan: what is to be done, what stood before, and what came of it. The entries of a plan are its journal. */
export interface Entry {
  readonly planId: string;
  /** From 1, in the order in which they are carried out. */
  readonly no: number;
  readonly customerId: TenantId;
  readonly act: Act | null;
  /** The user; null until one is made. */
  readonly userId: PersonId | null;
  readonly userName: string | null;
  readonly state: EntryState;
  /** The cells of the row that it was made from. */
  readonly row: readonly string[] | null;
  /** When it was first tried. */
  readonly begunAt: Instant | null;
  /** What stood before the first try; null for a new user and until it began. */
  readonly before: UserSnapshot | null;
  readonly outcome: EntryOutcome | null;
  /** For a deletion that was done: minus the instant, so that the newest comes first; else null. */
  readonly newestDeletion: number | null;
  readonly expiresAt: Instant;
}

/** Whether nothing is left to do for the entry. */
export const isSettled = ({ state }: Pick<Entry, 'state'>): boolean =>
  state !== 'planned' && state !== 'begun';
