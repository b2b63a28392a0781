import type { Threshold } from './limit.ts';

/** Shares of capacity that are warned about before the limit, the highest first. */
const THRESHOLDS: readonly Threshold[] = [90, 75];

/** A threshold is warned about again after use was this much lower. */
const REARM_POINTS = 5;

const reaches = (percent: number, used: number, capacity: number): boolean =>
  used * 100 >= percent * capacity;

/** What the thresholds come to (G-5). */
export interface ThresholdsAfter {
  readonly told: readonly Threshold[];
  /** The one to tell now: where several are crossed at once the highest says it for all. */
  readonly tell: Threshold | null;
}

/**
 * Which thresholds count as told once `used` of `capacity` seats are taken. At the limit itself the limit's own message
 * says it, so both count as told.
 * @param capacityChanged arms all of them again
 */
export function thresholdsAfter(
  before: readonly Threshold[],
  used: number,
  capacity: number | null,
  capacityChanged: boolean,
): ThresholdsAfter {
  if (capacity === null) return { told: [], tell: null };
  const still = capacityChanged
    ? []
    : before.filter((threshold) => used * 100 > (threshold - REARM_POINTS) * capacity);
  const reached = THRESHOLDS.filter((threshold) => reaches(threshold, used, capacity));
  const told = THRESHOLDS.filter((one) => still.includes(one) || reached.includes(one));
  const [highest] = reached;
  const isNews = highest !== undefined && !still.includes(highest);
  return { told, tell: isNews && used < capacity ? highest : null };
}

/** Between which counts nothing is to be told or done: judging is needed only where `used` leaves them. */
export interface Quiet {
  /** Judge where `used` is this much or less. */
  readonly atMost: number;
  /** Judge where `used` is this much or more. */
  readonly atLeast: number;
}

/** The next counts below and above at which a threshold, the limit or its re-arming is met. */
export function quietAround(used: number, capacity: number | null): Quiet {
  if (capacity === null) return { atMost: -1, atLeast: Number.MAX_SAFE_INTEGER };
  const rising = [
    ...THRESHOLDS.map((percent) => Math.ceil((percent * capacity) / 100)),
    capacity,
    capacity + 1,
  ];
  const falling = [
    ...THRESHOLDS.map((percent) => Math.floor(((percent - REARM_POINTS) * capacity) / 100)),
    capacity,
    capacity - 1,
  ];
  return {
    atLeast: Math.min(...rising.filter((count) => count > used), Number.MAX_SAFE_INTEGER),
    atMost: Math.max(...falling.filter((count) => count < used), -1),
  };
}
