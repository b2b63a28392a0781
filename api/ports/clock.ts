import type { Instant } from '../kernel/time.ts';

/**
 * The product's time: terms, windows, due work, pacing. Tokens, TLS and socket time-outs stay on the system clock.
 * The clock may be moved, forwards by days at once, in the local cloud.
 */
export interface Clock {
  now(): Instant;
  /** Calls back once, soon after `now()` has reached the instant, however it got there; `cancel` takes it back. */
  at(due: Instant, callback: () => void): { cancel(): void };
}
