/** Seats that one link gives to an account. */
export interface Received {
  readonly linkId: string;
  readonly seats: number;
}

/**
 * How many seats of each link the receiver's own people have taken: they fill received seats before purchased ones (P-2),
 * those of the earliest link first.
 */
export function usesOf(received: readonly Received[], used: number): ReadonlyMap<string, number> {
  let left = used;
  return new Map(
    received.map(({ linkId, seats }) => {
      const taken = Math.min(seats, Math.max(0, left));
      left -= taken;
      return [linkId, taken];
    }),
  );
}
