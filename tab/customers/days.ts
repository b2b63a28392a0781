const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long something can still be done: whole days, and less than one day as 0; never below it. */
export const daysLeft = (until: string, nowMs: number): number =>
  Math.max(0, Math.floor((Date.parse(until) - nowMs) / DAY_MS));
