import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult } from '../../ports/store.ts';
import { resultCode, translated, unavailable } from './faults.ts';
import type { Perform } from './perform.ts';
import type { PartitionPlace, Step } from './steps.ts';
import type { Ending } from './thread-messages.ts';

const INPUT_OUTPUT_ERROR = 10;

/**
 * Whether commits are written as soon as the loop is free, or wait until they are released, so that more of them share
 * a group.
 */
export type Going = 'at-once' | 'when-told';

interface Waiting {
  /** What was released with it as the last one; null: it waits for those behind it. */
  ends: Ending | null;
  readonly partition: PartitionPlace;
  readonly steps: readonly Step[];
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Commits that share their transactions, and with them the wait for the disk. */
export interface Groups {
  commit(partition: PartitionPlace, steps: readonly Step[]): Promise<CommitResult>;
  /** Lets what was taken be written, all of it (`group`), or together with what is released meanwhile (`turn`). */
  release(ends: Ending): void;
  /** Runs something in a transaction of its own, between groups. */
  alone<T>(work: () => T): T;
  /** Takes no further commits, and fulfils when those that were taken are answered. */
  end(): Promise<void>;
}

/** What is told to whoever groups. */
export interface GroupEvents {
  /** Before a transaction begins on the connection. */
  readonly beforeTransaction: () => void;
  /** After each group, with how many commits are left waiting. */
  readonly afterGroup: (left: number) => void;
  readonly afterRollback: () => void;
}

/** Groups the commits of one connection. A group takes no further one after `groupMs`, so that the thread is free again. */
export function groupsOf(
  db: DatabaseSync,
  perform: Perform,
  groupMs: number,
  on: GroupEvents,
  going: Going = 'at-once',
): Groups {
  let waiting: Waiting[] = [];
  let scheduled = false;
  let ended = false;
  let failed: AppError | null = null;
  let whenEmpty: (() => void) | null = null;

  /** Takes the transaction back. Where even that fails, or nobody knows what reached the disk, a restart must read it. */
  const rollBack = (refusal: unknown, mayGoOn: boolean): void => {
    try {
      if (db.isTransaction) db.exec('ROLLBACK');
      on.afterRollback();
      if (!mayGoOn) throw refusal;
    } catch (error) {
      failed = unavailable(
        'data file',
        'failed and takes nothing more. Restart the service',
        error,
      );
    }
  };

  const alone = <T>(work: () => T): T => {
    if (failed !== null) throw failed;
    try {
      on.beforeTransaction();
      db.exec('BEGIN IMMEDIATE');
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      const refusal = translated('data file', error);
      if (db.isOpen) rollBack(refusal, resultCode(error) !== INPUT_OUTPUT_ERROR);
      throw refusal;
    }
  };

  const perGroup = (group: readonly Waiting[]): CommitResult[] => {
    const results: CommitResult[] = [];
    const until = performance.now() + groupMs;
    for (const { partition, steps } of group) {
      results.push(perform(partition, steps));
      if (performance.now() >= until) break;
    }
    return results;
  };

  /** Each commit by itself: after a bug in one, which must not be its neighbours' fault. */
  const oneByOne = (group: readonly Waiting[]): void => {
    for (const { partition, steps, resolve, reject } of group)
      try {
        resolve(alone(() => perform(partition, steps)));
      } catch (error) {
        reject(error);
      }
  };

  /** How many of those that wait may go now, together. */
  const released = (): number => {
    const whole = waiting.findIndex(({ ends }) => ends === 'group');
    return 1 + (whole >= 0 ? whole : waiting.findLastIndex(({ ends }) => ends !== null));
  };

  const flush = (): void => {
    scheduled = false;
    const group = waiting.slice(0, released());
    try {
      const results = alone(() => perGroup(group));
      waiting = waiting.slice(results.length);
      results.forEach((result, nth) => group[nth]?.resolve(result));
    } catch (error) {
      waiting = waiting.slice(group.length);
      if (error instanceof AppError) for (const { reject } of group) reject(error);
      else oneByOne(group);
    }
    on.afterGroup(waiting.length);
    if (released() > 0) schedule();
    else if (waiting.length === 0) whenEmpty?.();
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };

  return {
    alone,
    commit(partition, steps) {
      return new Promise((resolve, reject) => {
        if (ended)
          throw unavailable('data file', 'is being closed. Try again when the service is back');
        const goes = going === 'at-once';
        waiting.push({ partition, steps, resolve, reject, ends: goes ? 'turn' : null });
        if (goes) schedule();
      });
    },
    release(ends) {
      const last = waiting.at(-1);
      if (last === undefined) return;
      last.ends = ends;
      schedule();
    },
    end() {
      ended = true;
      return new Promise((resolve) => {
        if (waiting.length === 0) resolve();
        else whenEmpty = resolve;
      });
    },
  };
}
