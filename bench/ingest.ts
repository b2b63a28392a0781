import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBaseline } from './ingest/baseline.ts';
import { runOurs } from './ingest/ours.ts';
import { BATCH, workOf, type Outcome, type Work } from './ingest/work.ts';

/** Batches under way at once on our side, and batches in one transaction of the baseline. */
const AT_ONCE = 8;

const line = (name: string, { activities }: Work, { seconds, processorUs }: Outcome): string =>
  `${name}: ${Math.round(activities / seconds).toLocaleString('en')} activities/s (${activities.toLocaleString('en')} in ${seconds.toFixed(2)} s, ${processorUs.toFixed(1)} µs of the processor each)`;

/**
 * Durable activities per second in batches of 500, one in ten told before: recorded as a request does, with ids, people and
 * catalogs looked up, against the same facts and monthly uniques written by hand-tuned statements. Both must end with the
 * same activities, active people and figures. Argument: how many activities.
 */
export default async function run(args: string[]): Promise<void> {
  const [activities = 1_000_000] = args.map(Number);
  const work = workOf(activities);
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  try {
    const baseline = runBaseline(folder, work, AT_ONCE);
    console.log(line('baseline, hand-tuned statements', work, baseline));
    const ours = await runOurs(folder, work, AT_ONCE);
    console.log(line('ours, through the store port', work, ours));
    if (ours.digest !== baseline.digest) throw new Error('The two sides end with other figures.');
    console.log(
      `both took ${ours.fresh.toLocaleString('en')} and knew ${ours.repeated.toLocaleString('en')} already, in batches of ${BATCH}; both end with the same ${ours.lines.toLocaleString('en')} facts and figures`,
    );
    console.log('activities per second, ours over the baseline: higher is better, at least 0.5');
    console.log(`ratio: ${(baseline.seconds / ours.seconds).toFixed(2)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
