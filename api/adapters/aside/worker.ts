import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import type { Aside, AsideTask, Report } from '../../ports/aside.ts';

/** What the thread is asked. */
export interface AsideRequest {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

/** What the thread answers: any number of reports, then a result or a failure. */
export type AsideReply =
  | { readonly id: number; readonly report: number }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: string; readonly code: ErrorCode | null };

interface Waiting {
  readonly report: Report;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * How much the thread lets lie before it clears up what is no longer used. Long reading goes through much and keeps little:
 * left to itself, V8 lets some hundred megabytes lie.
 */
const YOUNG_MEGABYTES = 24;

/** That the thread could not begin or go on: out of memory, a store that it could not open. The next one may fare better. */
const ended = (cause?: unknown): AppError =>
  new AppError(
    'store-unavailable',
    'The thread for long reading ended before it was done. Try again in a moment.',
    {},
    { cause },
  );

/** What the thread says of a failure, as it was there: a refusal, or a bug. */
const failureOf = ({ failure, code }: { failure: string; code: ErrorCode | null }): Error =>
  code === null ? new Error(failure) : new AppError(code, failure);

/**
 * Long reading in a thread of its own, which is started when it is first needed. Where the thread dies, what it was
 * asked fails, and the next request starts another.
 * @param entry the program of the thread; it opens its own reader with `data`
 */
export function workerAside(entry: URL, data: unknown): Aside {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  /** A thread that has died tells of it twice, and by the second time another may be at work. */
  const fail = (thread: Worker, error: Error): void => {
    if (worker !== thread) return;
    worker = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  const hear = (reply: AsideReply): void => {
    const one = waiting.get(reply.id);
    if (one === undefined) return;
    if ('report' in reply) {
      one.report(reply.report);
      return;
    }
    waiting.delete(reply.id);
    if (waiting.size === 0) worker?.unref();
    if ('result' in reply) one.resolve(reply.result);
    else one.reject(failureOf(reply));
  };
  const start = (): Worker => {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MEGABYTES };
    const started = new Worker(entry, { workerData: data, resourceLimits });
    started.on('message', hear);
    started.on('error', (error) => fail(started, ended(error)));
    started.on('exit', () => fail(started, ended()));
    return started;
  };

  return {
    run<Input, Result>(
      task: AsideTask<Input, Result>,
      input: Input,
      report: Report,
    ): Promise<Result> {
      const thread = (worker ??= start());
      thread.ref();
      const id = ++lastId;
      return new Promise<Result>((resolve, reject) => {
        waiting.set(id, { report, resolve: (result) => resolve(result as Result), reject });
        thread.postMessage({ id, task: task.name, input } satisfies AsideRequest);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
