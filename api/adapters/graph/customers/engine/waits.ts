import { MINUTE_MS, SECOND_MS } from '../../../../kernel/time.ts';

/** How long the engine waits, and for what. On the product's clock, but for `giveUpMs`. */
export interface Waits {
  /** The first wait before a write is tried again; it doubles with each try up to `longestMs`, half of it by chance. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** So long copies of the directory may lag behind: what should be there, and is not, is waited for. */
  readonly lagMs: number;
  /** The same for a user of whom nothing says that it is new. */
  readonly shortLagMs: number;
  /** So long on the system's clock a write is tried before Graph is taken for away. */
  readonly giveUpMs: number;
}

/** Long enough for a lagging copy and a bad quarter of an hour at Graph. */
export const WAITS: Waits = {
  firstMs: SECOND_MS,
  longestMs: 30 * SECOND_MS,
  lagMs: 2 * MINUTE_MS,
  shortLagMs: 10 * SECOND_MS,
  giveUpMs: 15 * MINUTE_MS,
};

/** The wait before a try: twice the one before, half of it by chance, so that writes do not come back together. */
export const waitMsOf = (tries: number, { firstMs, longestMs }: Waits): number => {
  const whole = Math.min(longestMs, firstMs * 2 ** (tries - 1));
  return Math.round(whole / 2 + (whole / 2) * Math.random());
};
