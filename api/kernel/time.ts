/** A moment in milliseconds since 1970-01-01T00:00Z. On the wire: ISO 8601 in UTC. */
export type Instant = number;
/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** ISO 8601 in UTC, as every instant is written on the wire. */
export const toIso = (at: Instant): string => new Date(at).toISOString();

/** ISO 8601 in UTC, or null for none. */
export const toIsoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** The UTC day that holds the instant. */
export const dayOf = (at: Instant): Day => toIso(at).slice(0, 10);

/** Midnight UTC at which the day begins. */
export const startOfDay = (day: Day): Instant => Date.parse(`${day}T00:00:00Z`);

/** The day as it is, or null where the text is no calendar day (`2026-02-30` is none). */
export function asDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayOf(at) !== text ? null : text;
}
