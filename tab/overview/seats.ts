import type { OverviewShape } from '../../api/overview/contract.ts';

type Seats = Pick<OverviewShape['subscription']['seats'], 'used' | 'capacity'>;

/** How close to the limit: the thresholds of the warnings (G-5). */
export type Fullness = 'unlimited' | 'room' | 'filling' | 'nearly-full' | 'full' | 'over';

/** How full the seats are: `filling` from 75 %, `nearly-full` from 90 %, `full` at the capacity itself. */
export function fullnessOf({ used, capacity }: Seats): Fullness {
  if (capacity === null) return 'unlimited';
  if (used > capacity) return 'over';
  if (used >= capacity) return 'full';
  if (used * 100 >= capacity * 90) return 'nearly-full';
  return used * 100 >= capacity * 75 ? 'filling' : 'room';
}

/** The part of the capacity that is used, in whole percent: 1 only where nothing is left. */
export const shareOf = (seats: { readonly used: number; readonly capacity: number }): number =>
  seats.capacity === 0 ? 1 : Math.floor((seats.used * 100) / seats.capacity) / 100;

/** The catalogs with the most counted people first. */
export const largestFirst = <C extends { readonly used: number; readonly name: string }>(
  catalogs: readonly C[],
): readonly C[] => catalogs.toSorted((a, b) => b.used - a.used || a.name.localeCompare(b.name));
