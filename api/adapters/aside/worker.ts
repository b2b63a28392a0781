import { Worker } from 'node:worker_threads';
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
  | { readonly id: number; readonly failure: string };

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

/**
 * Long reading in a thread of its own, which is started when it is first needed. Where the thread dies, what it was
 * asked fails, and the next request starts another.
 * @param entry the program of the thread; it opens its own reader with `data`
 */
export function workerAside(entry: URL, data: unknown): Aside {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  const fail = (error: Error): void => {
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
    if ('failure' in reply) one.reject(new Error(reply.failure));
    else one.resolve(reply.result);
  };
  const start = (): Worker => {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MEGABYTES };
    const started = new Worker(entry, { workerData: data, resourceLimits });
    started.on('message', hear);
    started.on('error', (error) => fail(error as Error));
    started.on('exit', () => fail(new Error('The thread for long reading ended.')));
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
