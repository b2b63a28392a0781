/**
 * Divides capacity among the buckets: each keeps what its people have taken, and what is free is spread evenly. Where
 * more is taken than there is, nobody gets anything as long as that is so; a single bucket knows that by itself.
 * @param taken for each bucket, the people who count and the seats that acts have set aside
 * @returns for each bucket its share; never more than capacity in all
 */
export function sharesOf(capacity: number, taken: readonly number[]): number[] {
  const free = capacity - taken.reduce((sum, seats) => sum + seats, 0);
  if (taken.length === 1) return [capacity];
  if (free < 0) return taken.map(() => 0);
  const each = Math.floor(free / taken.length);
  const rest = free % taken.length;
  return taken.map((seats, nth) => seats + each + (nth < rest ? 1 : 0));
}
