import type { PersonId } from './ids.ts';
import type { Instant } from './time.ts';

/**
 * What a page of changes says of one user. Only the keys that the directory sent are there: a missing one is unknown,
 * never false, and leaves what is held as it is.
 */
export interface UserRow {
  readonly id: PersonId;
  /** `changed`: deleted, can be restored; `deleted`: gone for good. Such rows hold the id only. */
  readonly removed?: 'changed' | 'deleted';
  readonly enabled?: boolean;
  readonly displayName?: string | null;
  readonly userName?: string | null;
  readonly mail?: string | null;
  readonly guest?: boolean;
}

/** What the directory itself says of one user, now. */
export type UserTruth =
  | { readonly state: 'alive'; readonly row: UserRow }
  | { readonly state: 'deleted'; readonly deletedAt: Instant }
  | { readonly state: 'absent' };

/** Why a link no longer serves. All of them ask for a full pass from the start; the word is for those who look. */
export type ResetReason = 'sync-state-gone' | 'page-expired' | 'not-steady' | 'too-old';
