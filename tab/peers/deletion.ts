import type { PeerDeletion, Subscription } from './answers.ts';

/** What deleting several links comes to altogether. */
export interface DeletedTogether {
  readonly seats: number;
  /** So many people more are without a seat. */
  readonly over: number;
  /** How many accounts become inactive. */
  readonly inactive: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** What deleting links to other accounts comes to: each of them loses seats of its own. */
export const deletedGiven = (previews: readonly PeerDeletion[]): DeletedTogether => ({
  seats: sum(previews.map(({ seats }) => seats)),
  over: sum(previews.map(({ over }) => over)),
  inactive: previews.filter(({ becomesInactive }) => becomesInactive).length,
});

/** What deleting links of which the own account has seats comes to: it loses them together, so together they count. */
export function deletedReceived(
  previews: readonly PeerDeletion[],
  { plan, seats: own, account }: Pick<Subscription, 'plan' | 'seats' | 'account'>,
): DeletedTogether {
  const seats = sum(previews.map((preview) => preview.seats));
  const { capacity, used, received } = own;
  const overAt = (room: number): number => Math.max(0, used - Math.max(0, room));
  const over = capacity === null ? 0 : overAt(capacity - seats) - overAt(capacity);
  const isLast = seats > 0 && seats >= received && own.purchased === 0 && plan === 'seats';
  return { seats, over, inactive: account.state === 'Active' && isLast ? 1 : 0 };
}
