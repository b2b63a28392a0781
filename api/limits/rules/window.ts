import { DAY_MS, type Instant } from '../../kernel/time.ts';
import { GRACE_MS } from './capacity.ts';

/** What the account's people can do when the window has closed (G-2). */
export type ClosedAs = 'no-new-seats' | 'stopped';

/** The grace window of a reached limit (G-2). It is kept for a day after use fell below capacity, to be resumed. */
export interface LimitWindow {
  readonly openedAt: Instant;
  readonly closesAt: Instant;
  /** How it closed; null while it is open. */
  readonly closedAs: ClosedAs | null;
  /** Since when use is below capacity; null while it is not. */
  readonly belowSince: Instant | null;
}

/** A window that was closed by use falling below capacity resumes within this time with its old end; later there is a new one. */
const RESUMES_WITHIN_MS = DAY_MS;

/** When a window that use left is forgotten. */
export const forgottenAt = ({ belowSince }: LimitWindow): Instant | null =>
  belowSince === null ? null : belowSince + RESUMES_WITHIN_MS;

const closedBy = (used: number, capacity: number): ClosedAs =>
  used > capacity ? 'stopped' : 'no-new-seats';

/**
 * The window as it is once `used` of `capacity` seats are taken at an instant. Called for every change of either and for
 * every instant at which time alone changes it; calls in between change nothing.
 */
export function windowAfter(
  before: LimitWindow | null,
  used: number,
  capacity: number | null,
  at: Instant,
): LimitWindow | null {
  if (capacity === null) return null;
  const forgotten = before === null ? null : forgottenAt(before);
  const window = forgotten !== null && forgotten <= at ? null : before;
  if (used < capacity) {
    return window === null ? null : { ...window, belowSince: window.belowSince ?? at };
  }
  const fresh = { openedAt: at, closesAt: at + GRACE_MS, closedAs: null, belowSince: null };
  if (window === null) return fresh;
  const resumed = { ...window, belowSince: null };
  if (at < window.closesAt) return { ...resumed, closedAs: null };
  const closedAs = closedBy(used, capacity);
  // What the directory tells is never refused: where that lifts use above a limit that was kept, there is time again.
  const wasKept = window.closedAs === 'no-new-seats' || window.belowSince !== null;
  if (wasKept && closedAs === 'stopped') return fresh;
  return { ...resumed, closedAs };
}

/** Whether acts must keep within capacity: the window has closed and is not forgotten. */
export const isGated = (window: LimitWindow | null, at: Instant): boolean =>
  window !== null && at >= window.closesAt;
