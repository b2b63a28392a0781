import type { NewUser, UserChanges } from '../kernel/customers.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import type { CustomerUser, HeldLicence } from './customer-users.ts';

/** What is to be done to one user. */
export type UserAct =
  /** The password is temporary: it is changed at the first sign-in. */
  | { readonly kind: 'create'; readonly user: NewUser; readonly password: string }
  | { readonly kind: 'edit'; readonly userId: PersonId; readonly changes: UserChanges }
  /** All products of one user in one call (C-3). A product in `add` that the user has gets these plans instead. */
  | {
      readonly kind: 'licences';
      readonly userId: PersonId;
      readonly add: readonly HeldLicence[];
      readonly remove: readonly string[];
    }
  /** A temporary password. */
  | { readonly kind: 'password'; readonly userId: PersonId; readonly password: string }
  /** A directory role of the whole tenant, by its template id. Whoever holds it already has it done. */
  | { readonly kind: 'role'; readonly userId: PersonId; readonly roleId: string }
  | { readonly kind: 'delete'; readonly userId: PersonId }
  /** `newUserName` where the old one is somebody else's now (C-5). */
  | { readonly kind: 'restore'; readonly userId: PersonId; readonly newUserName?: string };

/**
 * One write of a plan. `key` tells it from the others of the call. `since` is when it was first begun, also before a
 * crash; `mayBeDone` says that an earlier attempt may have been carried out: then it is read back before it is tried.
 */
export type UserWrite = UserAct & {
  readonly key: string;
  readonly since: Instant;
  readonly mayBeDone: boolean;
};

/**
 * Why the directory did not carry out a write. `name-taken`: another user has the user name (C-5).
 * `licence-inherited`: a group gives it. `user-gone`: there is no such user. `not-restorable`: it is not, or no longer,
 * among the deleted. `synced-user`: it is mastered on premises. `relationship-not-active`: the relationship has ended,
 * also for all that follow. `customer-role-missing`: the roles granted now do not allow it for this user.
 * `sign-in-needed`: the agent's grant has ended; nothing was done. `refused`: any other reason, as `detail` tells it.
 */
export type WriteRefusal =
  | 'name-taken'
  | 'name-not-valid'
  | 'domain-not-verified'
  | 'property-not-valid'
  | 'password-not-accepted'
  | 'usage-location-not-valid'
  | 'no-licence-left'
  | 'plans-exclusive'
  | 'plan-depends-on-another'
  | 'plan-not-in-location'
  | 'licence-unknown'
  | 'licence-inherited'
  | 'user-gone'
  | 'not-restorable'
  | 'synced-user'
  | 'quota-reached'
  | 'relationship-not-active'
  | 'customer-role-missing'
  | 'sign-in-needed'
  | 'refused';

/**
 * What became of a write. `done`: it stands so in the directory now; `user` is as read back, null where the write does
 * not read it (`password`, `role`, `delete`); `alreadyThere` where it was found done and not done by this call.
 * `refused`: it was certainly not carried out. `unknown`: it may have been, and the directory did not say in time.
 * `detail` is for people: in the directory's words, without names and secrets of ours.
 */
export type WriteOutcome = { readonly key: string } & (
  | { readonly outcome: 'done'; readonly user: CustomerUser | null; readonly alreadyThere: boolean }
  | { readonly outcome: 'refused'; readonly code: WriteRefusal; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string }
);
