import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../../api/ports/store.ts';

/** A store whose acts are done one at a time, in an order that a test decides. */
export interface Turns {
  readonly store: Store;
  /** Does the acts that wait, each picked by the next number, until nobody waits; `afterCommit` sees what each commit left. */
  play(picks: Iterator<number, undefined>, afterCommit: () => Promise<void>): Promise<void>;
}

/** Makes every act on the store wait for its turn. */
export function inTurns(store: Store): Turns {
  const waiting: { readonly act: () => Promise<void>; readonly commits: boolean }[] = [];
  const inTurn = <R>(act: () => Promise<R>, commits = false): Promise<R> =>
    new Promise((resolve, reject) => {
      waiting.push({ act: () => act().then(resolve, reject), commits });
    });
  return {
    store: {
      read: (...asked) => inTurn(() => store.read(...asked)),
      readMany: (...asked) => inTurn(() => store.readMany(...asked)),
      list: (...asked) => inTurn(() => store.list(...asked)),
      count: (...asked) => inTurn(() => store.count(...asked)),
      changes: (...asked) => inTurn(() => store.changes(...asked)),
      position: (...asked) => inTurn(() => store.position(...asked)),
      commit: (...asked) => inTurn(() => store.commit(...asked), true),
      dropExpired: (...asked) => inTurn(() => store.dropExpired(...asked)),
      close: () => Promise.resolve(),
    },
    async play(picks, afterCommit) {
      for (;;) {
        // Whoever was answered comes to the next act before the turn after this one.
        await turn();
        if (waiting.length === 0) return;
        const pick = picks.next().value ?? 0;
        const [next] = waiting.splice(pick % waiting.length, 1);
        await next?.act();
        if (next?.commits === true) await afterCommit();
      }
    },
  };
}
