import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBaseline } from './billing/baseline.ts';
import { openOurs } from './billing/ours.ts';
import { growth } from './billing/growth.ts';
import { buyersOf, cycleOf, digestOf } from './billing/work.ts';

/** Events under way at once on our side, and events in one transaction of the baseline. */
const AT_ONCE = 256;

const rate = (events: number, seconds: number): string =>
  `${Math.round(events / seconds).toLocaleString('en')} events/s (${seconds.toFixed(2)} s)`;

/** A monthly cycle of so many subscriptions through the action that a webhook calls, twice, against statements by hand. */
async function cycle(folder: string, count: number): Promise<void> {
  const buyers = buyersOf(count);
  const renewals = cycleOf(buyers);
  const baseline = runBaseline(folder, buyers, renewals, AT_ONCE);
  console.log(
    `baseline, hand-written statements: ${rate(count * 2, baseline.seconds)}, ${baseline.processor.toFixed(2)} s of the processor`,
  );
  const ours = await openOurs(folder, buyers);
  const before = process.cpuUsage();
  const first = await ours.take(renewals, AT_ONCE);
  const once = digestOf(await ours.lines(renewals));
  const second = await ours.take(renewals, AT_ONCE);
  const twice = digestOf(await ours.lines(renewals));
  await ours.close();
  const { user, system } = process.cpuUsage(before);
  const processor = ((user + system) / 1e6).toFixed(2);
  console.log(
    `ours, through the store port: ${rate(count * 2, first + second)} (first ${rate(count, first)}), ${processor} s of the processor with both readings`,
  );
  if (once !== twice) throw new Error('The second cycle has changed something.');
  if (once !== digestOf(baseline.lines)) throw new Error('The two sides end with different facts.');
  console.log(
    'both end with the same orders, payments, capacity and notices; the second cycle changes nothing',
  );
  console.log('events per second, ours over the baseline: higher is better, at least 0.4');
  console.log(`ratio: ${(baseline.seconds / (first + second)).toFixed(2)}`);
}

/**
 * Renewals of card orders. `billing [subscriptions]`: a monthly cycle; `billing growth [few many]`: what an event costs
 * with more accounts.
 */
export default async function run(args: string[]): Promise<void> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  try {
    if (args[0] === 'growth') {
      const [few = 1_000, many = 100_000] = args.slice(1).map(Number);
      await growth(folder, few, many, AT_ONCE);
    } else await cycle(folder, Number(args[0] ?? 10_000));
  } finally {
    await rm(folder, { recursive: true });
  }
}
