import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startCloud } from './sync/cloud.ts';

const CHANGES = 1_000;
const ROUNDS = 10;
/** The first rounds warm up and are not counted; each tenant has less than its users change in all. */
const WARM_UP = 3;

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

const line = (users: number, seconds: readonly number[]): string =>
  `${CHANGES.toLocaleString('en')} changes in a tenant of ${users.toLocaleString('en')}: median ${(median(seconds) * 1_000).toFixed(0)} ms (${seconds.map((s) => (s * 1_000).toFixed(0)).join(' ')})`;

/**
 * Whether the cost of syncing changes grows with the tenant: the same number of changes in a large tenant and in a small
 * one, both through the whole stack, in turns. Arguments: users of the large tenant, users of the small one.
 */
export default async function run(args: string[]): Promise<void> {
  const [large = 1_000_000, small = 10_000] = args.map(Number);
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const sizes = [small, large];
  const clouds = await Promise.all(sizes.map(startCloud));
  try {
    const tenants = sizes.map((users, i) => ({ users, origin: clouds[i]?.origin ?? '' }));
    const asked = JSON.stringify({ folder, tenants, changes: CHANGES, rounds: ROUNDS });
    const file = new URL('delta-growth/rounds.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file, asked]);
    const seconds = (JSON.parse(stdout) as number[][]).map((rounds) => rounds.slice(WARM_UP));
    const [few = [], many = []] = seconds;
    console.log(line(small, few));
    console.log(line(large, many));
    console.log('time, the large tenant over the small one: lower is better, at most 1.3');
    console.log(`ratio: ${(median(many) / median(few)).toFixed(2)}`);
  } finally {
    for (const cloud of clouds) cloud.stop();
    await rm(folder, { recursive: true });
  }
}
