import { Worker } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult, Kind } from '../../ports/store.ts';
import { unavailable } from './faults.ts';
import type { Doc } from './fields.ts';
import { packOf } from './packed-commits.ts';
import { silent, type Asked, type Ending, type Said } from './thread-messages.ts';
import type { Made } from './references.ts';
import type { Writes } from './writes.ts';

/** So many commits of one turn go in one message: the thread begins with them while the next are made. */
const COMMITS_IN_A_MESSAGE = 8;
/**
 * Commits of one turn go to the disk together, but of many under way only half: while those are written, what follows from
 * the other half is decided. Fewer than this are not parted.
 */
const COMMITS_IN_HALF = 32;

/** What the thread reads is soon forgotten; without a bound, V8 would let three times as much lie around. */
const YOUNG_MB = 24;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes by a thread of their own. Fulfils when the thread is ready; rejects where it cannot be. `learn` is told what the
 * thread has given numbers to.
 */
export function threadedWrites(
  file: string,
  kinds: readonly Kind<Doc>[],
  learn: (made: Made) => void,
): Promise<Writes> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: { file, kinds: silent(kinds) },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let failed: AppError | null = null;

  const fail = (cause: unknown): void => {
    failed ??= unavailable('writing thread', 'ended. Restart the service', cause);
    for (const { reject } of waiting.values()) reject(failed);
    waiting.clear();
  };
  const hear = (said: Said): void => {
    if (said === 'ready') return;
    learn(said.made);
    const heard = (id: number): Waiting | undefined => {
      const one = waiting.get(id);
      waiting.delete(id);
      return one;
    };
    for (let at = 0; at < said.committed.length; at += 2) {
      const added = new Array<null>(said.committed[at + 1] ?? 0).fill(null);
      heard(said.committed[at] ?? 0)?.resolve({ outcome: 'committed', added });
    }
    for (const answer of said.answers) {
      const one = heard(answer.id);
      if ('value' in answer) one?.resolve(answer.value);
      else if (answer.failure.code === null) one?.reject(new Error(answer.failure.message));
      else one?.reject(new AppError(answer.failure.code, answer.failure.message));
    }
    if (waiting.size === 0) worker.unref();
  };
  /** A promise that is settled by the answer to the next number. The process stays while any is open. */
  const answerTo = <T>(sent: (id: number) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      if (failed !== null) throw failed;
      if (waiting.size === 0) worker.ref();
      waiting.set(++lastId, { resolve: resolve as Waiting['resolve'], reject });
      sent(lastId);
    });
  const ask = (asked: Asked, handedOver: readonly ArrayBuffer[] = []): void => {
    worker.postMessage(asked, handedOver);
  };

  const pack = packOf();
  let firstId = 0;
  /** So many commits were taken since a turn or a group ended. */
  let together = 0;
  const post = (ends: Ending | null): void => {
    const commits = pack.take();
    if (ends !== null) together = 0;
    ask({ id: firstId, what: 'commit', commits, ends }, [commits.numbers.buffer]);
  };
  let isInTurn = false;
  const endTurn = (): void => {
    isInTurn = false;
    if (together > 0) post('turn');
  };

  const writes: Writes = {
    commit: (partition, steps) =>
      answerTo<CommitResult>((id) => {
        if (pack.commits === 0) firstId = id;
        if (!isInTurn) setImmediate(endTurn);
        isInTurn = true;
        pack.add(partition, steps);
        together++;
        if (pack.commits < COMMITS_IN_A_MESSAGE) return;
        const isHalf = together >= COMMITS_IN_HALF && 2 * together >= waiting.size;
        post(isHalf ? 'group' : null);
      }),
    dropSome(kind, before) {
      if (together > 0) post('turn');
      return answerTo((id) => {
        ask({ id, what: 'drop', kind, before });
      });
    },
    async end() {
      if (together > 0) post('turn');
      await answerTo((id) => {
        ask({ id, what: 'end' });
      });
      await worker.terminate();
    },
  };

  return new Promise((resolve, reject) => {
    worker.on('message', hear);
    worker.once('message', () => {
      worker.unref();
      resolve(writes);
    });
    worker.on('error', fail);
    worker.on('exit', () => {
      fail(null);
      // Without effect once the thread was ready.
      reject(failed ?? new Error('The writing thread ended.'));
    });
  });
}
