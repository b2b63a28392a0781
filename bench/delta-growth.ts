import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contosoOf, startCloud } from './cloud-process.ts';
import { medianOf } from './measuring.ts';

const CHANGES = 1_000;
const ROUNDS = 33;
/** The first rounds warm up and are not counted. */
const WARM_UP = 3;

/** What the syncs of a tenant took: seconds by the clock, and of the processor. */
type Took = readonly (readonly [number, number])[];
const clock = (took: Took): number => medianOf(took.map(([seconds]) => seconds));
const processor = (took: Took): number => medianOf(took.map(([, seconds]) => seconds));
const ms = (seconds: number): string => (seconds * 1_000).toFixed(0);

const line = (users: number, took: Took): string =>
  `${CHANGES.toLocaleString('en')} changes in a tenant of ${users.toLocaleString('en')}: median ${ms(clock(took))} ms, ${ms(processor(took))} ms of the processor (${took.map(([seconds]) => ms(seconds)).join(' ')})`;

/**
 * Whether the cost of syncing changes grows with the tenant: the same number of changes in a large tenant and in a small
 * one, both through the whole stack, in turns. Arguments: users of the large tenant, users of the small one.
 */
export default async function run(args: string[]): Promise<void> {
  const [large = 1_000_000, small = 10_000] = args.map(Number);
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const sizes = [small, large];
  const clouds = await Promise.all(sizes.map((users) => startCloud([contosoOf(users)])));
  try {
    const tenants = sizes.map((users, i) => ({ users, origin: clouds[i]?.origin ?? '' }));
    const asked = JSON.stringify({ folder, tenants, changes: CHANGES, rounds: ROUNDS });
    const file = new URL('delta-growth/rounds.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file, asked]);
    const [few = [], many = []] = (JSON.parse(stdout) as Took[]).map((took) => took.slice(WARM_UP));
    console.log(line(small, few));
    console.log(line(large, many));
    console.log('time, the large tenant over the small one: lower is better, at most 1.3');
    console.log(`of the processor alone: ${(processor(many) / processor(few)).toFixed(2)}`);
    console.log(`ratio: ${(clock(many) / clock(few)).toFixed(2)}`);
  } finally {
    for (const cloud of clouds) cloud.stop();
    await rm(folder, { recursive: true });
  }
}
