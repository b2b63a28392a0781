import { hash, randomUUID } from 'node:crypto';

/** An Entra tenant's id: a lower-case GUID, from the `tid` claim alone. */
export type TenantId = string;
/** A person within a tenant: the directory object id, or Headcount's own GUID for a Flow user without one (S-3). */
export type PersonId = string;
/** A catalog's id: a GUID made by Headcount. */
export type CatalogId = string;
/** A course's or a training plan's id: a GUID made by Headcount. */
export type TrainingId = string;
/** A directory group's object id. */
export type GroupId = string;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new random id, a lower-case GUID. */
export const newId = (): string => randomUUID();

/**
 * A new id that sorts behind those of earlier instants (a GUID of version 7): where it is a key, what is written at about
 * the same time lies together.
 * @param at from 1970 on
 */
export function newIdAt(at: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The same GUID for the same parts, so that a repeated act makes the same thing and not a second one. */
export function idFrom(...parts: readonly string[]): string {
  const hex = hash('sha256', parts.join('\u0000'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The GUID in lower case, or null where the text is none. */
export function asGuid(text: string): string | null {
  const lower = text.toLowerCase();
  return GUID.test(lower) ? lower : null;
}
