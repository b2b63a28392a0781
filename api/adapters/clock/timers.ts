import type { Instant } from '../../kernel/time.ts';

/** Node fires a longer timer at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

interface Timer {
  readonly due: Instant;
  readonly callback: () => void;
}

/** What waits for instants of a clock that may jump. */
export interface Timers {
  at(due: Instant, callback: () => void): { cancel(): void };
  /** The clock has jumped or runs at another pace: calls back what is due by now and waits anew for the rest. */
  reset(): void;
  stop(): void;
}

/**
 * Timers of a clock: `now` reads it, `rate` says how many of its milliseconds pass in one of the system's. They call back
 * in the order in which they fall due, those of one instant in the order in which they were set. They do not keep
 * the process alive.
 */
export function createTimers(now: () => Instant, rate: () => number): Timers {
  const waiting: Timer[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  const arm = (): void => {
    clearTimeout(alarm);
    const [next] = waiting;
    if (next === undefined || stopped || rate() === 0) return;
    const waitMs = Math.max(0, Math.ceil((next.due - now()) / rate()));
    alarm = setTimeout(ring, Math.min(waitMs, LONGEST_WAIT_MS)).unref();
  };

  const ring = (): void => {
    for (let [next] = waiting; next !== undefined && next.due <= now(); [next] = waiting) {
      waiting.shift();
      next.callback();
    }
    arm();
  };

  return {
    at(due, callback) {
      const timer = { due, callback };
      const place = waiting.findLastIndex((other) => other.due <= due) + 1;
      waiting.splice(place, 0, timer);
      if (place === 0) arm();
      return {
        cancel() {
          const found = waiting.indexOf(timer);
          if (found >= 0) waiting.splice(found, 1);
        },
      };
    },
    reset: ring,
    stop() {
      stopped = true;
      clearTimeout(alarm);
      waiting.length = 0;
    },
  };
}
