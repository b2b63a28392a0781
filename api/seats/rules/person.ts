import type { CatalogId, GroupId, PersonId, TrainingId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';

/** Through what a person is on a list or enrolled: added one by one, or as a member of a group (S-6, L-13). */
export type Source = 'direct' | `group:${GroupId}`;

/** The source that stands for a group. */
export const throughGroup = (groupId: GroupId): Source => `group:${groupId}`;

/** The group behind a source, or null for `direct`. */
export const groupOf = (source: Source): GroupId | null =>
  source === 'direct' ? null : source.slice('group:'.length);

/** A person's place on one catalog's Users list (S-4). Being there takes no seat (L-9). */
export interface ListEntry {
  readonly listedAt: Instant;
  /** Never empty: the entry ends with its last source. */
  readonly sources: readonly Source[];
  /** How many live enrolments the person has in this catalog. */
  readonly live: number;
}

/**
 * The directory account behind a person: `deleted` can still be restored, `purged` cannot; `none` is a Flow user
 * without one.
 */
export type DirectoryAccount = 'enabled' | 'disabled' | 'deleted' | 'purged' | 'none';

/** Whether a person counts, and if not, the first reason why not. */
export type Standing = 'counted' | 'removed' | 'deleted' | 'disabled' | 'no-enrolment' | 'no-seat';

/** Every standing, in the order in which a reader is told of them. */
export const STANDINGS = [
  'counted',
  'no-enrolment',
  'no-seat',
  'disabled',
  'deleted',
  'removed',
] as const satisfies readonly Standing[];

/** Someone whom the tenant's directory or its Flow users list knows. */
export interface Person {
  readonly personId: PersonId;
  readonly displayName: string;
  /** The folded display name, by which people are sorted. */
  readonly nameKey: string;
  readonly userName: string | null;
  readonly mail: string | null;
  readonly guest: boolean;
  readonly account: DirectoryAccount;
  /** When the directory account was deleted; null while it exists. */
  readonly deletedAt: Instant | null;
  /** When an admin removed the person entirely; cleared when an admin adds the person again (S-6). */
  readonly removedAt: Instant | null;
  /** When the Flow account was activated; null while it is not active. */
  readonly flowSince: Instant | null;
  /** Since when a group would enrol the person and no seat is left; null while nobody waits for one (G-2). */
  readonly waitingSince: Instant | null;
  /** When the person was last active, to the day (`isNewsOfActivity`); null for whom nothing was ever told. */
  readonly lastActiveAt: Instant | null;
  /** The Users lists that the person is on. An enrolled person is always on the catalog's list (S-4). */
  readonly catalogs: Readonly<Record<CatalogId, ListEntry>>;
  /** Catalogs that the person has left and whose enrolments are still being ended, a few at a time. */
  readonly clearing: readonly CatalogId[];
  /** `clearing` is not empty; a field of its own so that such people can be found. */
  readonly unfinished: boolean;
  readonly counted: boolean;
  /** Since when the person counts; null while not. */
  readonly countedSince: Instant | null;
  /** Since when the person has held the seat without being active; null for whoever does not count. */
  readonly idleSince: Instant | null;
  readonly standing: Standing;
  /** The full pass of the directory sync, and the page of it, that last wrote the person; an older page is refused. */
  readonly generation: number;
  readonly page: number;
  /** When something falls due for the person: the end of the 30 days after deletion (S-5). */
  readonly dueAt: Instant | null;
}

/** A learner's enrolment in one course or training plan. It is kept after its end, as history. */
export interface Enrolment {
  readonly trainingId: TrainingId;
  readonly personId: PersonId;
  readonly catalogId: CatalogId;
  readonly live: boolean;
  /** Never empty while live. */
  readonly sources: readonly Source[];
  readonly enrolledAt: Instant;
  /** The day on which it ends by itself; null for none. */
  readonly endsOn: Day | null;
  readonly endedAt: Instant | null;
  /** The act that last began or ended it, or its individual part, so that a repeat of the act is recognised. */
  readonly actId: string;
}
