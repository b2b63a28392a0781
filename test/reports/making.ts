/**
 * A process that makes a report, for tests that kill it: `node making.ts FOLDER REPORT`. It says all the time how much memory
 * it has used at most, and at the end how long it kept others waiting at most.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { reportWork } from '../../api/reports/jobs.ts';
import { openBench } from '../jobs/bench.ts';

const [folder = '', reportId = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 5 });
const say = (more: object = {}): void =>
  console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, ...more }));

const bench = openBench({ folder });
const saying = setInterval(say, 50);
delay.enable();
bench.keeper([reportWork(join(folder, 'scratch'))]);
while ((await bench.until(reportId, () => true)).open)
  await new Promise((resolve) => setTimeout(resolve, 50));
delay.disable();
clearInterval(saying);
say({ heldUpMs: delay.max / 1e6, heldUpUsuallyMs: delay.percentile(99) / 1e6 });
await bench.close();
