import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contosoOf, startCloud } from './cloud-process.ts';
import { runSide, type SideResult } from './sync/side.ts';

const line = (name: string, { people, seconds, cpuSeconds }: SideResult): string =>
  `${name}: ${people.toLocaleString('en')} people in ${seconds.toFixed(1)} s (${Math.round(people / seconds).toLocaleString('en')}/s), ${cpuSeconds.toFixed(1)} s of processor time`;

/** Some twelve values over the time that it took. */
const overTime = (rssMb: readonly number[]): string =>
  rssMb.filter((_, i) => i % Math.ceil(rssMb.length / 12) === 0).join(' ');

/**
 * The first sync of a tenant through the whole stack, against a bare loop that fetches and parses the same pages and
 * writes them with hand-written statements. The local cloud runs in a process of its own, each side in another. With
 * `plain` as second argument the bare loop keeps no words to search by. Arguments: users.
 */
export default async function run(args: string[]): Promise<void> {
  const [users = '1000000', words = 'words'] = args;
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const cloud = await startCloud([contosoOf(Number(users))]);
  try {
    const bare = await runSide('bare-loop.ts', [cloud.origin, join(folder, 'bare.db'), words]);
    console.log(line('baseline, a bare loop', bare));
    const ours = await runSide('our-sync.ts', [cloud.origin, join(folder, 'ours.db')]);
    console.log(line('ours, through the whole stack', ours));
    if (ours.people !== bare.people) throw new Error('The two sides saw different people.');
    console.log(`our resident memory over time, MB: ${overTime(ours.rssMb)}`);
    console.log(`our largest resident memory: ${Math.max(...ours.rssMb)} MB, at most 400`);
    console.log('time, ours over the baseline: lower is better, at most 2.5');
    console.log(`ratio: ${(ours.seconds / bare.seconds).toFixed(2)}`);
  } finally {
    cloud.stop();
    await rm(folder, { recursive: true });
  }
}
