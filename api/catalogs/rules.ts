import type { CatalogId, PersonId, TrainingId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** `deleting`: it can no longer be seen or added to, and what is in it is being ended. */
export type Existence = 'live' | 'deleting' | 'deleted';

/** A catalog of courses and training plans, with a Users list. */
export interface Catalog {
  readonly catalogId: CatalogId;
  readonly name: string;
  /** The folded name, by which catalogs are sorted and an import finds them. */
  readonly nameKey: string;
  readonly existence: Existence;
  readonly createdAt: Instant;
}

/** What one can be enrolled in. */
export type TrainingType = 'course' | 'plan';

/** A course or a training plan. An enrolment in a plan enrols in no course by itself (S-7). */
export interface Training {
  readonly trainingId: TrainingId;
  readonly catalogId: CatalogId;
  readonly type: TrainingType;
  readonly name: string;
  readonly nameKey: string;
  /** Whether learners can see it; it makes no difference to the count (L-4). */
  readonly published: boolean;
  readonly existence: Existence;
  readonly createdAt: Instant;
}

/** A person who administers one catalog, besides holding the role. */
export interface CatalogAdmin {
  readonly catalogId: CatalogId;
  readonly personId: PersonId;
  readonly addedAt: Instant;
}
