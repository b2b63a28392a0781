/**
 * The thread that writes while many commits come: it has the writing connection, so that neither the disk nor a long
 * group stops the requests on the main thread. It is given checked steps and answers with what became of them.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import { connected, connectionOf, WRITER_PRAGMAS } from './connection.ts';
import { tablesOf } from './layout.ts';
import { revived, type Asked, type Answered, type Started } from './thread-messages.ts';
import { writesBy } from './writes.ts';

/** Nothing else waits for this thread, so that its groups may be long: the longer, the fewer pages are written twice. */
const GROUP_MS = 60;

const { file, kinds } = workerData as Started;
const answer = (message: Answered): void => parentPort?.postMessage(message);
const failure = (error: unknown) => ({
  code: error instanceof AppError ? error.code : null,
  message: error instanceof Error ? error.message : String(error),
});

const db = connected(file, false, (opened) => {
  opened.exec(WRITER_PRAGMAS);
  return opened;
});
const connection = connectionOf(db, tablesOf(revived(kinds)), null, undefined);
const writes = writesBy(connection, GROUP_MS, { afterGroup: () => undefined });

async function work(asked: Asked): Promise<Answered['results']> {
  switch (asked.what) {
    case 'commit': {
      const under = asked.commits.map(([partition, steps]) => writes.commit(partition, steps));
      return (await Promise.allSettled(under)).map((one) =>
        one.status === 'fulfilled' ? { value: one.value } : { failure: failure(one.reason) },
      );
    }
    case 'drop':
      return [{ value: await writes.dropSome(asked.kind, asked.before) }];
    case 'end':
      await writes.end();
      db.close();
      return [{ value: null }];
  }
}

parentPort?.on('message', (asked: Asked) => {
  work(asked).then(
    (results) => answer({ id: asked.id, results }),
    (error: unknown) => answer({ id: asked.id, results: [{ failure: failure(error) }] }),
  );
});
answer({ id: 0, results: [] });
