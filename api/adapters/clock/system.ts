import type { Clock } from '../../ports/clock.ts';
import { createTimers } from './timers.ts';

/** A clock that holds timers until it is closed. */
export interface RunningClock extends Clock {
  close(): void;
}

/** The system's own clock. */
export function createSystemClock(): RunningClock {
  const timers = createTimers(Date.now, () => 1);
  return {
    now: Date.now,
    at: (due, callback) => timers.at(due, callback),
    close: () => timers.stop(),
  };
}
