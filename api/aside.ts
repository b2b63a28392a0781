/** The thread for long reading: a composition root of its own, with a read-only connection. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AsideReply, AsideRequest } from './adapters/aside/worker.ts';
import { openSqliteStore } from './adapters/sqlite/open.ts';
import { AppError } from './kernel/errors.ts';
import { kinds } from './kinds.ts';
import type { AsideTask } from './ports/aside.ts';
import { fileTask, totalTask } from './reports/actions/file-task.ts';
import { previewTask } from './seats/actions/preview.ts';
import { scanTask } from './seats/actions/recount/scan.ts';
import { scanUsageTask } from './usage/actions/recount/scan.ts';

const tasks = new Map<string, AsideTask<never, unknown>>([
  [scanTask.name, scanTask],
  [scanUsageTask.name, scanUsageTask],
  [previewTask.name, previewTask],
  [totalTask.name, totalTask],
  [fileTask.name, fileTask],
]);

const port = parentPort;
if (port === null) throw new Error('This runs as a thread of the service, not by itself.');

const { file } = workerData as { readonly file: string };
const reader = openSqliteStore({ file, kinds, readOnly: true });
const reply = (message: AsideReply): void => port.postMessage(message);

port.on('message', ({ id, task, input }: AsideRequest) => {
  const known = tasks.get(task);
  if (known === undefined) {
    reply({ id, failure: `There is no task ${task}.`, code: null });
    return;
  }
  known
    .run(reader, input as never, (report) => reply({ id, report }))
    .then(
      (result) => reply({ id, result }),
      (error: unknown) =>
        reply({
          id,
          failure: error instanceof Error ? error.message : String(error),
          code: error instanceof AppError ? error.code : null,
        }),
    );
});
