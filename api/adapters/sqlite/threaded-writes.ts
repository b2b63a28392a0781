import { Worker } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult, Kind } from '../../ports/store.ts';
import { unavailable } from './faults.ts';
import type { Doc } from './fields.ts';
import type { Step } from './steps.ts';
import { silent, type Answered, type Asked } from './thread-messages.ts';
import type { Writes } from './writes.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Request = Asked extends infer One ? (One extends Asked ? Omit<One, 'id'> : never) : never;

/** Writes by a thread of their own. Fulfils when the thread is ready; rejects where it cannot be. */
export function threadedWrites(file: string, kinds: readonly Kind<Doc>[]): Promise<Writes> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: { file, kinds: silent(kinds) },
  });
  const waiting = new Map<number, readonly Waiting[]>();
  let lastId = 0;
  let failed: AppError | null = null;

  const fail = (cause: unknown): void => {
    failed ??= unavailable('writing thread', 'ended. Restart the service', cause);
    for (const ones of waiting.values()) for (const { reject } of ones) reject(failed);
    waiting.clear();
  };
  const hear = ({ id, results }: Answered): void => {
    const ones = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    ones?.forEach(({ resolve, reject }, nth) => {
      const result = results[nth] ?? results[0];
      if (result === undefined) resolve(null);
      else if ('value' in result) resolve(result.value);
      else if (result.failure.code === null) reject(new Error(result.failure.message));
      else reject(new AppError(result.failure.code, result.failure.message));
    });
  };
  const ask = (request: Request, ones: readonly Waiting[]): void => {
    if (failed !== null) for (const { reject } of ones) reject(failed);
    else {
      const id = ++lastId;
      if (waiting.size === 0) worker.ref();
      waiting.set(id, ones);
      worker.postMessage({ ...request, id });
    }
  };
  const asked = <T>(request: Request): Promise<T> =>
    new Promise((resolve, reject) =>
      ask(request, [{ resolve: resolve as Waiting['resolve'], reject }]),
    );

  let commits: (readonly [string, readonly Step[]])[] = [];
  let committing: Waiting[] = [];
  /** What was committed in one turn goes in one message. */
  const post = (): void => {
    ask({ what: 'commit', commits }, committing);
    commits = [];
    committing = [];
  };

  const writes: Writes = {
    commit: (partition, steps) =>
      new Promise<CommitResult>((resolve, reject) => {
        if (commits.length === 0) setImmediate(post);
        commits.push([partition, steps]);
        committing.push({ resolve: resolve as Waiting['resolve'], reject });
      }),
    dropSome: (kind, before) => asked({ what: 'drop', kind, before }),
    async end() {
      if (commits.length > 0) post();
      await asked({ what: 'end' });
      await worker.terminate();
    },
  };

  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      worker.on('message', hear);
      worker.unref();
      resolve(writes);
    });
    worker.on('error', (error) => {
      fail(error);
      reject(error as Error);
    });
    worker.on('exit', () => fail(null));
  });
}
