/**
 * A process that makes a report, for tests that kill it: `node making.ts FOLDER REPORT`. It says all the time how much memory
 * it has used at most, and at the end how long it kept others waiting at most.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { workerAside } from '../../api/adapters/aside/worker.ts';
import { createDueKeeper } from '../../api/due/jobs.ts';
import { jobsOfKind } from '../../api/jobs/keeping.ts';
import { reportWork } from '../../api/reports/jobs.ts';
import { openBench } from '../jobs/bench.ts';

/** The most that this program held; Linux's `maxRSS` would begin with what the program held that started it. */
function peakBytes(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8')) : null;
  return 1024 * (peak === null ? process.resourceUsage().maxRSS : Number(peak[1]));
}

const [folder = '', reportId = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 5 });
const say = (more: object = {}): void =>
  console.log(JSON.stringify({ peakBytes: peakBytes(), ...more }));

const bench = openBench({ folder });
const saying = setInterval(say, 50);
delay.enable();
// As the service reads: beside its requests, with a connection of its own.
const aside = workerAside(new URL('../../api/aside.ts', import.meta.url), {
  file: join(folder, 'headcount.db'),
});
const works = [jobsOfKind(reportWork(join(folder, 'scratch')))];
const keeper = createDueKeeper({ ...bench.world, aside }, works, { alone: true, pollMs: 50 });
keeper.start();
while ((await bench.until(reportId, () => true)).open)
  await new Promise((resolve) => setTimeout(resolve, 50));
delay.disable();
clearInterval(saying);
say({ heldUpMs: delay.max / 1e6, heldUpUsuallyMs: delay.percentile(99) / 1e6 });
await keeper.close();
await aside.close();
await bench.close();
