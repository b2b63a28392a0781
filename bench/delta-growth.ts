import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startCloud } from './sync/cloud.ts';

const CHANGES = 1_000;
const ROUNDS = 7;

/** The seconds that each round of changes took to sync, in a tenant of so many users. */
async function roundsIn(users: number, folder: string): Promise<number[]> {
  const cloud = await startCloud(users);
  try {
    const file = new URL('delta-growth/rounds.ts', import.meta.url).pathname;
    const store = join(folder, `${users}.db`);
    const args = [cloud.origin, store, users, CHANGES, ROUNDS].map(String);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      file,
      ...args,
    ]);
    return JSON.parse(stdout) as number[];
  } finally {
    cloud.stop();
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

const line = (users: number, seconds: readonly number[]): string =>
  `${CHANGES.toLocaleString('en')} changes in a tenant of ${users.toLocaleString('en')}: median ${(median(seconds) * 1_000).toFixed(0)} ms (${seconds.map((s) => (s * 1_000).toFixed(0)).join(' ')})`;

/**
 * Whether the cost of syncing changes grows with the tenant: the same number of changes in a small tenant and in a large
 * one, both through the whole stack. Arguments: users of the large tenant, users of the small one.
 */
export default async function run(args: string[]): Promise<void> {
  const [large = 1_000_000, small = 10_000] = args.map(Number);
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  try {
    const few = await roundsIn(small, folder);
    console.log(line(small, few));
    const many = await roundsIn(large, folder);
    console.log(line(large, many));
    console.log('time, the large tenant over the small one: lower is better, at most 1.3');
    console.log(`ratio: ${(median(many) / median(few)).toFixed(2)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
