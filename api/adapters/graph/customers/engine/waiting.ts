import type { Instant } from '../../../../kernel/time.ts';
import type { Clock } from '../../../../ports/clock.ts';

/** Fulfils soon after the clock has reached the instant. */
export const untilAt = (clock: Clock, due: Instant): Promise<void> =>
  new Promise((reached) => {
    clock.at(due, reached);
  });

/** Lets acts of one key go one after the other, those of different keys side by side. */
export interface Lanes {
  in<T>(key: string, act: () => Promise<T>): Promise<T>;
}

/** Empty lanes. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    in(key, act) {
      const before = tails.get(key) ?? Promise.resolve();
      const done = before.then(act, act);
      const tail = done
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return done;
    },
  };
}
