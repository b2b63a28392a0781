import { keptWith } from '../../kernel/kept-with.ts';
import type { Store } from '../../ports/store.ts';

/** Something that waits for its tenant's turn. */
interface Waiting<In, Out> {
  readonly given: In;
  readonly size: number;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does things of one name in turn and as many together as wait: who comes while others are at it shares the next turn, and
 * with it the reading and the wait for the disk. Things of different names and stores do not wait for each other.
 * @param together does several; gives as many answers, in their order
 * @param sizeMax how much one turn takes, unless a single thing is larger
 */
export function inTurns<In, Out>(
  sizeOf: (given: In) => number,
  sizeMax: number,
  together: (givens: readonly [In, ...In[]]) => Promise<readonly Out[]>,
): (store: Store, name: string, given: In) => Promise<Out> {
  const queuesOf = keptWith<Map<string, Waiting<In, Out>[]>>(() => new Map());

  const work = async (byName: Map<string, Waiting<In, Out>[]>, name: string): Promise<void> => {
    for (let queue = byName.get(name); queue !== undefined; queue = byName.get(name)) {
      let size = 0;
      let count = 0;
      for (const one of queue) {
        if (count > 0 && size + one.size > sizeMax) break;
        size += one.size;
        count++;
      }
      const turn = queue.splice(0, count);
      const [first, ...others] = turn.map(({ given }) => given);
      if (first === undefined) {
        byName.delete(name);
        return;
      }
      try {
        const outs = await together([first, ...others]);
        turn.forEach(({ resolve }, nth) => resolve(outs[nth] as Out));
      } catch (error) {
        for (const { reject } of turn) reject(error);
      }
    }
  };

  return (store, name, given) => {
    const names = queuesOf(store);
    return new Promise((resolve, reject) => {
      const waiting = { given, size: sizeOf(given), resolve, reject };
      const queue = names.get(name);
      if (queue === undefined) {
        names.set(name, [waiting]);
        void work(names, name);
      } else queue.push(waiting);
    });
  };
}
