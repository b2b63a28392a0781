import type { CatalogId } from '../../kernel/ids.ts';
import { liveEnrolments } from './counting.ts';
import type { Person } from './person.ts';

/** What a deletion would end. */
export interface DeletionPreview {
  readonly liveEnrolments: number;
  /** People whose enrolment or list entry would end. */
  readonly people: number;
  /** How many of them would no longer count. */
  readonly seatsFreed: number;
}

/** Whether the person counts and would not, were one enrolment to end. */
export const freedByOneEnrolment = (person: Person): boolean =>
  person.counted && person.flowSince === null && liveEnrolments(person) === 1;

/** Whether the person counts and would not, were the catalog to go with its list and all that is in it (S-4). */
export function freedByLeaving(person: Person, catalogId: CatalogId): boolean {
  const here = person.catalogs[catalogId];
  if (!person.counted || here === undefined) return false;
  const flowStays = person.flowSince !== null && Object.keys(person.catalogs).length > 1;
  return !flowStays && liveEnrolments(person) === here.live;
}
