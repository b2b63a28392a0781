/**
 * The thread that moves committed pages from the log into the data file, so that requests do not wait for it. It is
 * told to run, passes over the log until little is left or it gets no further, and says how it went.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** So few pages are left to the connection that writes: it takes them in a few milliseconds, and the log begins anew. */
const LEFT_TO_THE_WRITER = 1_000;
const PASSES = 8;

const db = new DatabaseSync(workerData as string, { timeout: 5_000 });
const pass = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', () => {
  for (let done = 0; done < PASSES; done++) {
    const { log, checkpointed } = pass.get() as { log: number; checkpointed: number };
    if (log - checkpointed <= LEFT_TO_THE_WRITER) break;
  }
  parentPort?.postMessage('done');
});
