import type { Link } from './link.ts';
import { reservedOn } from './link.ts';

/** A link as far as seats go. */
type Holding = Pick<Link, 'linkId' | 'seats' | 'wanted' | 'askNo' | 'grantNo'>;

/** The seats that a giver's links hold in all. */
export interface HeldSeats {
  readonly shared: number;
  readonly reserved: number;
}

/** What of the seats that links hold is there: live links first, then requests (P-6). */
export const coveredOf = ({ shared, reserved }: HeldSeats, purchased: number): HeldSeats => ({
  shared: Math.min(shared, purchased),
  reserved: Math.min(reserved, Math.max(0, purchased - shared)),
});

/** What is to be done to a link so that a giver's seats cover all of them. */
export type Shrinking =
  | { readonly act: 'release'; readonly linkId: string }
  | { readonly act: 'lower'; readonly linkId: string; readonly seats: number };

/**
 * How links shrink where the giver's purchased seats fell below shared and reserved (P-6): requests are released first, the
 * newest first, then links are lowered, the newest first. Done in this order, what is left to do stays the same after
 * each step.
 */
export function shrinkings(holding: readonly Holding[], purchased: number): Shrinking[] {
  const shared = holding.reduce((sum, { seats }) => sum + seats, 0);
  const reserved = holding.reduce((sum, link) => sum + reservedOn(link), 0);
  let missing = shared + reserved - purchased;
  const steps: Shrinking[] = [];
  const asking = holding
    .filter((link) => reservedOn(link) > 0)
    .toSorted((one, other) => (other.askNo ?? 0) - (one.askNo ?? 0));
  for (const link of asking) {
    if (missing <= 0) return steps;
    steps.push({ act: 'release', linkId: link.linkId });
    missing -= reservedOn(link);
  }
  const giving = holding
    .filter(({ seats }) => seats > 0)
    .toSorted((one, other) => (other.grantNo ?? 0) - (one.grantNo ?? 0));
  for (const { linkId, seats } of giving) {
    if (missing <= 0) return steps;
    const taken = Math.min(seats, missing);
    steps.push({ act: 'lower', linkId, seats: seats - taken });
    missing -= taken;
  }
  return steps;
}

/** What a live link gives at this instant, by all of the giver's links: what P-6 takes away does not count already. */
export function coveredSeats(
  holding: readonly Holding[],
  linkId: string,
  purchased: number,
): number {
  const step = shrinkings(holding, purchased).find(
    (one) => one.act === 'lower' && one.linkId === linkId,
  );
  if (step?.act === 'lower') return step.seats;
  return holding.find((link) => link.linkId === linkId)?.seats ?? 0;
}
