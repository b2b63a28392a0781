import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from '../../ports/log.ts';

/** What an act at the store cost. */
export interface Spent {
  /** The port's verb. */
  readonly act: string;
  readonly requests: number;
  /** Request units, as the service charged them; tries that failed are in it. */
  readonly charge: number;
  readonly durationMs: number;
}

/** Keeps account of requests and their charges, act by act. */
export interface Spending {
  /** Notes a request of whichever act is under way here. */
  request(charge: number): void;
  /** Runs an act and tells what it spent, also where it failed. */
  of<T>(act: string, work: () => Promise<T>): Promise<T>;
}

/** Tells the log, at debug, and whoever watches. */
export function createSpending(
  log: Log | undefined,
  watch: ((spent: Spent) => void) | undefined,
): Spending {
  const current = new AsyncLocalStorage<{ requests: number; charge: number }>();
  return {
    request(charge) {
      const account = current.getStore();
      if (account === undefined) return;
      account.requests++;
      account.charge += charge;
    },
    async of(act, work) {
      const account = { requests: 0, charge: 0 };
      const since = performance.now();
      try {
        return await current.run(account, work);
      } finally {
        const spent: Spent = {
          act,
          requests: account.requests,
          charge: Math.round(account.charge * 100) / 100,
          durationMs: Math.round(performance.now() - since),
        };
        log?.debug({ ...spent }, 'store act');
        watch?.(spent);
      }
    },
  };
}
