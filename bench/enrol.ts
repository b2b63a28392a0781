import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBaseline } from './enrol/baseline.ts';
import { runOurs } from './enrol/ours.ts';
import { runSameRows } from './enrol/same-rows.ts';
import { workOf, type Work } from './enrol/work.ts';
import type { Timing } from './measuring.ts';

/** Acts under way at once on our side, and commits in one transaction of the baseline. */
const AT_ONCE = 64;

const line = (name: string, work: Work, { seconds, processorUs }: Timing): string =>
  `${name}: ${Math.round(work.enrolments / seconds).toLocaleString('en')} enrolments/s (${work.enrolments.toLocaleString('en')} in ${seconds.toFixed(2)} s, ${processorUs.toFixed(1)} µs of the processor each)`;

/**
 * Durable enrolments per second through the store port, loading, deciding and committing as a request does, against the
 * same facts and figures written by hand-tuned statements. Both must end with the same facts. A third side keeps the
 * product's rows and indexes by hand, and tells what they cost without the port. Arguments: people, enrolments.
 */
export default async function run(args: string[]): Promise<void> {
  const [people = 200_000, enrolments = 300_000] = args.map(Number);
  const work = workOf(people, enrolments);
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'headcount-bench-'));
  try {
    const baseline = runBaseline(folder, work, AT_ONCE);
    console.log(line('baseline, hand-written statements', work, baseline));
    const sameRows = runSameRows(folder, work, AT_ONCE);
    console.log(line('the rows and indexes of the product, by hand', work, sameRows));
    const ours = await runOurs(folder, work, AT_ONCE);
    console.log(line('ours, through the store port', work, ours));
    if (ours.digest !== baseline.digest) throw new Error('The two sides end with different facts.');
    console.log(`both end with the same ${ours.lines.toLocaleString('en')} facts and figures`);
    console.log('enrolments per second, ours over the baseline: higher is better, at least 0.5');
    console.log(`ratio: ${(baseline.seconds / ours.seconds).toFixed(2)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
