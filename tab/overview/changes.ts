import { MINUTE_MS } from '../durations.ts';

/** The acts that have words of their own in `overview:changes.what`. */
const KNOWN_ACTS = [
  'people-enrolled',
  'people-unenrolled',
  'people-listed',
  'people-unlisted',
  'people-synced',
  'people-settled-by-groups',
  'people-purged',
  'person-removed',
  'enrolments-ended',
  'seats-released',
  'catalog-deleted',
  'flow-activated',
  'flow-ended',
] as const;

/** An act that changed the count, as the list of changes shows it. */
export interface Change {
  readonly at: string;
  readonly what: string;
  readonly actor: { readonly id: string; readonly displayName: string | null } | null;
  readonly counted: number;
  readonly freed: number;
  readonly catalogId: string | null;
  readonly name: string | null;
}

/** The key of the words for an act; acts of a newer service have words as well. */
export const actKeyOf = (what: string): (typeof KNOWN_ACTS)[number] | 'other' =>
  KNOWN_ACTS.find((known) => known === what) ?? 'other';

/** How long one after the other acts may come to be told as one. */
const TOGETHER_MS = MINUTE_MS;

/**
 * The same act in several commits is told once: a large enrolment is written in portions.
 * @param changes newest first
 */
export function together(changes: readonly Change[]): readonly Change[] {
  const told: Change[] = [];
  for (const change of changes) {
    const last = told.at(-1);
    if (last !== undefined && isSameAct(last, change)) {
      const counted = last.counted + change.counted;
      told[told.length - 1] = { ...last, counted, freed: last.freed + change.freed };
    } else told.push(change);
  }
  return told;
}

const isSameAct = (one: Change, other: Change): boolean =>
  one.what === other.what &&
  one.actor?.id === other.actor?.id &&
  one.catalogId === other.catalogId &&
  one.name === other.name &&
  Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= TOGETHER_MS;

/** How many began to count, and how many ceased to. */
export function sumOf(changes: readonly Change[]): { counted: number; freed: number } {
  const sum = { counted: 0, freed: 0 };
  for (const { counted, freed } of changes) {
    sum.counted += counted;
    sum.freed += freed;
  }
  return sum;
}
