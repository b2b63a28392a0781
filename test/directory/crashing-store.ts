import type { Store } from '../../api/ports/store.ts';

/** What a process that dies in the middle of its work throws, from everything that it tries afterwards. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** When the process dies: at its nth commit, before or after that was done. */
export interface Death {
  readonly atCommit: number;
  readonly when: 'before' | 'after';
}

/**
 * The store as one process sees it that dies at a commit. What was committed before stays. `onCommit` is called before
 * each commit, so that other things can happen in between.
 */
export function crashingStore(store: Store, death: Death | null, onCommit: () => void): Store {
  let commits = 0;
  let dead = false;
  const alive = (): void => {
    if (dead) throw new Crash('This process is dead.');
  };
  return {
    async read(...asked) {
      alive();
      return store.read(...asked);
    },
    async readMany(...asked) {
      alive();
      return store.readMany(...asked);
    },
    async list(...asked) {
      alive();
      return store.list(...asked);
    },
    async count(...asked) {
      alive();
      return store.count(...asked);
    },
    async changes(...asked) {
      alive();
      return store.changes(...asked);
    },
    position: (partition) => store.position(partition),
    dropExpired: (before) => store.dropExpired(before),
    close: () => Promise.resolve(),
    async commit(partition, writes) {
      alive();
      onCommit();
      commits += 1;
      if (commits !== death?.atCommit) return store.commit(partition, writes);
      dead = true;
      if (death.when === 'after') await store.commit(partition, writes);
      throw new Crash(`Died ${death.when} commit ${commits}.`);
    },
  };
}
