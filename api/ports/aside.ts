import type { StoreReader } from './store.ts';

/** Tells how much of the work is done, in the task's own measure. */
export type Report = (done: number) => void;

/** Long reading that must not hold up requests. Input and result pass as structured clones. */
export interface AsideTask<Input, Result> {
  readonly name: string;
  run(reader: StoreReader, input: Input, report: Report): Promise<Result>;
}

/** Runs long reading beside the requests, with a reader of its own. */
export interface Aside {
  run<Input, Result>(task: AsideTask<Input, Result>, input: Input, report: Report): Promise<Result>;
  close(): Promise<void>;
}
