import { Worker } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult, Kind } from '../../ports/store.ts';
import { unavailable } from './faults.ts';
import type { Doc } from './fields.ts';
import { packOf } from './packed-commits.ts';
import { silent, type Asked, type Said } from './thread-messages.ts';
import type { Writes } from './writes.ts';

/** So many commits of one turn go in one message: the thread begins with them while the next are made. */
const COMMITS_IN_A_MESSAGE = 8;

/** What the thread reads is soon forgotten; without a bound, V8 would let three times as much lie around. */
const YOUNG_MB = 24;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Writes by a thread of their own. Fulfils when the thread is ready; rejects where it cannot be. */
export function threadedWrites(file: string, kinds: readonly Kind<Doc>[]): Promise<Writes> {
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
    for (const answer of said) {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
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
  /** What was committed in one turn goes in one message. */
  const post = (): void => {
    if (pack.commits === 0) return;
    const commits = pack.take();
    ask({ id: firstId, what: 'commit', commits }, [commits.numbers.buffer]);
  };

  const writes: Writes = {
    commit: (partition, steps) =>
      answerTo<CommitResult>((id) => {
        if (pack.commits === 0) {
          firstId = id;
          setImmediate(post);
        }
        pack.add(partition, steps);
        if (pack.commits === COMMITS_IN_A_MESSAGE) post();
      }),
    dropSome(kind, before) {
      post();
      return answerTo((id) => {
        ask({ id, what: 'drop', kind, before });
      });
    },
    async end() {
      post();
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
