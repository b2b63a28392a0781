import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../ports/log.ts';

/** At so many pages (160 MB) the log is moved: rarely, since a page that was written often is moved once. */
const PACE = { logPages: 40_000, groupsBetweenLooks: 32 };

/** Moves what is committed into the data file, mostly beside the writing connection. */
export interface Checkpoints {
  /** To be called after each group; looks now and then whether the log has grown long. */
  afterGroup(): void;
  stop(): Promise<void>;
}

/** The checkpoints of the connection that writes. The thread starts when it is first needed. */
export function checkpointsOf(
  db: DatabaseSync,
  file: string,
  log: Log | undefined,
  { logPages, groupsBetweenLooks } = PACE,
): Checkpoints {
  let groups = 0;
  let thread: Worker | null = null;
  let running = false;

  /** A checkpoint that fails loses nothing: the log stays, and is tried again when it has grown. */
  const tried = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (err) {
      log?.warn({ err }, 'the log could not be moved into the data file');
      return null;
    }
  };
  const isLong = (): boolean => {
    const { log: pages } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number };
    return pages >= logPages;
  };
  /** The rest, by the connection that writes: nothing comes in between, so that the log begins anew. */
  const finish = (): void => {
    running = false;
    if (db.isOpen) tried(() => db.exec('PRAGMA wal_checkpoint(PASSIVE)'));
  };
  const started = (): Worker => {
    const worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
      workerData: file,
    });
    worker.unref();
    worker.on('message', finish);
    worker.on('error', (err) => {
      log?.warn({ err }, 'the checkpoint thread failed');
      thread = null;
      finish();
    });
    return worker;
  };

  return {
    afterGroup() {
      if (++groups % groupsBetweenLooks !== 0 || running || tried(isLong) !== true) return;
      running = true;
      thread ??= started();
      thread.postMessage('run');
    },
    async stop() {
      running = true;
      await thread?.terminate();
    },
  };
}
