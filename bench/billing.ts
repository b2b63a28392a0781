import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBaseline, type Baseline } from './billing/baseline.ts';
import { openOurs, type Side } from './billing/ours.ts';
import { growth } from './billing/growth.ts';
import { buyersOf, cycleOf, type Renewal } from './billing/work.ts';
import { digestOf, medianOf, type Timing } from './measuring.ts';

/** Events under way at once on our side, and events in one transaction of the baseline. */
const AT_ONCE = 256;
/** Cycles, each of other subscriptions: a service has renewed others before. */
const CYCLES = 5;

/** What a side took for the renewals of a cycle, and for the same events again. */
interface Took {
  readonly renewals: Timing;
  readonly again: Timing;
}

/** Takes a cycle twice on both sides; @throws Error where they do not end with the same facts. */
async function taken(
  baseline: Baseline,
  ours: Side,
  cycle: readonly Renewal[],
): Promise<{ readonly baseline: Took; readonly ours: Took }> {
  const byHand = { renewals: baseline.take(cycle, AT_ONCE), again: baseline.take(cycle, AT_ONCE) };
  const renewals = await ours.take(cycle, AT_ONCE);
  const once = digestOf(await ours.lines(cycle));
  const again = await ours.take(cycle, AT_ONCE);
  if (once !== digestOf(await ours.lines(cycle)))
    throw new Error('The second time has changed something.');
  if (once !== digestOf(baseline.lines(cycle)))
    throw new Error('The two sides end with different facts.');
  return { baseline: byHand, ours: { renewals, again } };
}

const secondsOf = ({ renewals, again }: Took): number => renewals.seconds + again.seconds;

/** One side in a line: medians over all cycles. */
function lineOf(name: string, all: readonly Took[], count: number): string {
  const rate = Math.round((2 * count) / medianOf(all.map(secondsOf))).toLocaleString('en');
  const cost = (what: keyof Took): string =>
    medianOf(all.map((took) => took[what].processorUs)).toFixed(0);
  return `${name}: ${rate} events/s; of the processor ${cost('renewals')} µs for a renewal, ${cost('again')} µs for the same again`;
}

/** Monthly cycles of so many subscriptions through the action that a webhook calls, twice, against statements by hand. */
async function cycles(folder: string, count: number): Promise<void> {
  const buyers = buyersOf(count * CYCLES);
  const events = cycleOf(buyers);
  const baseline = openBaseline(folder, buyers);
  const ours = await openOurs(folder, buyers);
  const all: Awaited<ReturnType<typeof taken>>[] = [];
  for (let from = 0; from < events.length; from += count)
    all.push(await taken(baseline, ours, events.slice(from, from + count)));
  baseline.close();
  await ours.close();

  const sides = { baseline: all.map((one) => one.baseline), ours: all.map((one) => one.ours) };
  console.log(
    `${CYCLES} cycles of ${count.toLocaleString('en')} subscriptions, each twice; medians`,
  );
  console.log(lineOf('baseline, hand-written statements', sides.baseline, count));
  console.log(lineOf('ours, through the store port', sides.ours, count));
  console.log(
    'both end with the same orders, payments, capacity and notices; the same again changes nothing',
  );
  const ratioBy = (seconds: (took: Took) => number): string =>
    medianOf(all.map((one) => seconds(one.baseline) / seconds(one.ours))).toFixed(2);
  console.log('events per second, ours over the baseline: higher is better, at least 0.4');
  console.log(`of the renewals alone: ${ratioBy(({ renewals }) => renewals.seconds)}`);
  console.log(`ratio: ${ratioBy(secondsOf)}`);
}

/**
 * Renewals of card orders. `billing [subscriptions]`: monthly cycles; `billing growth [few many]`: what an event costs
 * with more accounts.
 */
export default async function run(args: string[]): Promise<void> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  try {
    if (args[0] === 'growth') {
      const [few = 1_000, many = 100_000] = args.slice(1).map(Number);
      await growth(folder, few, many, AT_ONCE);
    } else await cycles(folder, Number(args[0] ?? 10_000));
  } finally {
    await rm(folder, { recursive: true });
  }
}
