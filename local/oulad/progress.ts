import { setTimeout as wait } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import type { ApiClient } from '../start/api-client.ts';

/** A job as far as the progress bar needs it. */
export interface ImportJob {
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly etaSeconds: number | null;
  readonly failure: { readonly detail: string } | null;
  readonly result: { readonly phase?: string; readonly rowsRead?: number } | null;
}

const BAR = '{step} [{bar}] {percentage} % | {value} of {total} rows{left}';
const LOOK_EVERY_MS = 200;

/** Shows how far an import is until it ends; gives how it ended. */
export async function followImport(api: ApiClient, jobId: string): Promise<ImportJob> {
  const bar = new SingleBar({ format: BAR, hideCursor: true, noTTYOutput: true });
  let step = '';
  for (;;) {
    const job = await api.get<ImportJob>(`/api/jobs/${jobId}`);
    const { etaSeconds, result, done } = job;
    const isApplying = result?.phase === 'applying' || result?.phase === 'finished';
    const rows = isApplying ? done : (result?.rowsRead ?? 0);
    const facts = {
      step: isApplying ? 'Applying' : 'Reading ',
      left: etaSeconds === null ? '' : ` | ${etaSeconds} s left`,
    };
    if (facts.step !== step) {
      if (step !== '') bar.stop();
      step = facts.step;
      bar.start(job.total ?? 0, rows, facts);
    }
    bar.update(rows, facts);
    if (job.state !== 'queued' && job.state !== 'running') {
      bar.stop();
      return job;
    }
    await wait(LOOK_EVERY_MS);
  }
}
