/**
 * The thread that writes while many commits come: it has the writing connection, so that neither the disk nor a long
 * group stops the requests on the main thread. It is given checked steps and answers with what became of them.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult } from '../../ports/store.ts';
import { connected, connectionOf, writerPragmas } from './connection.ts';
import { tablesOf } from './layout.ts';
import { unpacked } from './packed-commits.ts';
import { revived, type Answer, type Asked, type Said, type Started } from './thread-messages.ts';
import { writesBy } from './writes.ts';

/** Nothing else waits for this thread, so that its groups may be long: the longer, the fewer pages are written twice. */
const GROUP_MS = 60;
/** Measured: with eight times as much, enrolling random people takes some tenth less of the processor (decision 13). */
const CACHE_MB = 32;
/** Known GUIDs come with their numbers. */
const GUID_PLACES = 2 ** 14;

const { file, kinds } = workerData as Started;
const say = (said: Said): void => parentPort?.postMessage(said);

const db = connected(file, false, (opened) => {
  opened.exec(writerPragmas(CACHE_MB));
  return opened;
});
const connection = connectionOf(db, tablesOf(revived(kinds)), {
  recent: null,
  guidPlaces: GUID_PLACES,
  tellsMade: true,
});
const writes = writesBy(connection, GROUP_MS, { afterGroup: () => undefined }, 'when-told');

let answers: Answer[] = [];
let committed: number[] = [];
let isToSay = false;
/** The answers of one group go in one message, as soon as the group is on disk. */
function saySoon(): void {
  if (isToSay) return;
  isToSay = true;
  queueMicrotask(() => {
    say({ answers, committed, made: connection.references.takeMade() });
    answers = [];
    committed = [];
    isToSay = false;
  });
}
function answer(one: Answer): void {
  answers.push(one);
  saySoon();
}
function answerCommit(id: number, result: CommitResult): void {
  if (result.outcome === 'refused' || result.added.some((doc) => doc !== null)) {
    answer({ id, value: result });
    return;
  }
  committed.push(id, result.added.length);
  saySoon();
}
const answerFailure =
  (id: number) =>
  (error: unknown): void => {
    const code = error instanceof AppError ? error.code : null;
    const message = error instanceof Error ? error.message : String(error);
    answer({ id, failure: { code, message } });
  };

function answerWith(id: number, work: Promise<unknown>): void {
  work.then((value) => answer({ id, value }), answerFailure(id));
}

async function end(): Promise<void> {
  await writes.end();
  db.close();
}

parentPort?.on('message', (asked: Asked) => {
  switch (asked.what) {
    case 'commit':
      unpacked(asked.commits).forEach(([partition, steps], nth) => {
        const id = asked.id + nth;
        writes
          .commit(partition, steps)
          .then((result) => answerCommit(id, result), answerFailure(id));
      });
      if (asked.ends !== null) writes.release(asked.ends);
      break;
    case 'drop':
      answerWith(asked.id, writes.dropSome(asked.kind, asked.before));
      break;
    case 'end':
      answerWith(asked.id, end());
  }
});
say('ready');
