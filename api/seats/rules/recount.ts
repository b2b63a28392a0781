import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { judge } from './counting.ts';
import { listed } from './enrolment.ts';
import { figuresBetween, type CatalogAmounts, type Figures } from './ledger.ts';
import type { Enrolment, ListEntry, Person } from './person.ts';

/**
 * The person as the facts alone make it: the enrolments, the list entries, the directory account, the Flow activation.
 * A live enrolment in a catalog on whose list the person is not puts the person there (S-4), unless that catalog is just
 * being left.
 */
export function derive(person: Person, enrolments: readonly Enrolment[], at: Instant): Person {
  const live = new Map<CatalogId, number>();
  let facts: Omit<Person, never> = person;
  for (const enrolment of enrolments) {
    const { catalogId } = enrolment;
    if (!enrolment.live || person.clearing.includes(catalogId)) continue;
    if (!(catalogId in facts.catalogs)) {
      facts = { ...facts, ...listed(facts, catalogId, enrolment.sources, enrolment.enrolledAt) };
    }
    live.set(catalogId, (live.get(catalogId) ?? 0) + 1);
  }
  const catalogs: Record<CatalogId, ListEntry> = {};
  for (const [catalogId, entry] of Object.entries(facts.catalogs)) {
    catalogs[catalogId] = { ...entry, live: live.get(catalogId) ?? 0 };
  }
  return judge({ ...facts, catalogs }, person, at);
}

/** What a person adds to the figures, taken from the facts. */
export const figuresOf = (person: Person, enrolments: readonly Enrolment[]): Figures =>
  figuresBetween(
    null,
    person,
    enrolments.map((is) => ({ was: null, is })),
  );

/** Whether what is kept of a person is what the facts make of it. */
export const agrees = (kept: Person, derived: Person): boolean =>
  kept.counted === derived.counted &&
  kept.standing === derived.standing &&
  kept.unfinished === derived.unfinished &&
  Object.keys(kept.catalogs).length === Object.keys(derived.catalogs).length &&
  Object.entries(derived.catalogs).every(
    ([catalogId, { live }]) => kept.catalogs[catalogId]?.live === live,
  );

/** A difference that a recount found: a person's, or a figure's. */
export type Difference =
  | {
      readonly of: 'person';
      readonly personId: PersonId;
      readonly kept: Pick<Person, 'counted' | 'standing'>;
      readonly recounted: Pick<Person, 'counted' | 'standing'>;
      readonly healed: boolean;
    }
  | {
      /** `unenrolled`: people who have no enrolment in anything. */
      readonly of: 'tenant' | 'unenrolled';
      readonly bucket: number;
      readonly kept: number;
      readonly recounted: number;
      readonly healed: boolean;
    }
  | {
      readonly of: 'catalog';
      readonly bucket: number;
      readonly catalogId: CatalogId;
      readonly kept: CatalogAmounts;
      readonly recounted: CatalogAmounts;
      readonly healed: boolean;
    }
  | {
      readonly of: 'training';
      readonly bucket: number;
      readonly trainingId: TrainingId;
      readonly kept: number;
      readonly recounted: number;
      readonly healed: boolean;
    };

/** What a recount of the whole tenant found. */
export interface RecountResult {
  readonly people: number;
  readonly enrolments: number;
  readonly kept: { readonly used: number };
  readonly recounted: { readonly used: number };
  /** At most `DIFFERENCES_SHOWN` of them. */
  readonly differences: readonly Difference[];
  readonly differencesTotal: number;
  /** True where no difference is left that was not healed. */
  readonly healed: boolean;
}

/** So many differences are named one by one in a result. */
export const DIFFERENCES_SHOWN = 1_000;
