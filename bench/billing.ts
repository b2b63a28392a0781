import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBaseline, type Baseline } from './billing/baseline.ts';
import { openOurs, type Side } from './billing/ours.ts';
import { growth } from './billing/growth.ts';
import { buyersOf, cycleOf, type Renewal } from './billing/work.ts';
import { digestOf, medianOf, type Timing } from './measuring.ts';

/** Events under way at once on our side, and events in one transaction of the baseline. */
const AT_ONCE = 1024;
/** Cycles, each of other subscriptions: a service has renewed others before, so the first is told by itself. */
const CYCLES = 5;

/** A cycle of both sides: its renewals, and the same again. */
type Took = Readonly<Record<'first' | 'again' | 'baseline', Timing>>;

const sum = (one: Timing, other: Timing): Timing => ({
  seconds: one.seconds + other.seconds,
  processorUs: one.processorUs + other.processorUs,
});
const ratioOf = ({ first, again, baseline }: Took, what: keyof Timing): number =>
  baseline[what] / (first[what] + again[what]);

/** Takes the renewals twice on both sides; @throws Error where they do not end with the same facts. */
async function taken(baseline: Baseline, ours: Side, renewals: readonly Renewal[]): Promise<Took> {
  const hand = sum(baseline.take(renewals, AT_ONCE), baseline.take(renewals, AT_ONCE));
  const first = await ours.take(renewals, AT_ONCE);
  const once = digestOf(await ours.lines(renewals));
  const again = await ours.take(renewals, AT_ONCE);
  const twice = digestOf(await ours.lines(renewals));
  if (once !== twice) throw new Error('The second time has changed something.');
  if (once !== digestOf(baseline.lines(renewals)))
    throw new Error('The two sides end with different facts.');
  return { first, again, baseline: hand };
}

/** Monthly cycles of so many subscriptions through the action that a webhook calls, twice, against statements by hand. */
async function cycles(folder: string, count: number): Promise<void> {
  const buyers = buyersOf(count * CYCLES);
  const renewals = cycleOf(buyers);
  const baseline = openBaseline(folder, buyers);
  const ours = await openOurs(folder, buyers);
  const all: Took[] = [];
  for (let from = 0; from < renewals.length; from += count)
    all.push(await taken(baseline, ours, renewals.slice(from, from + count)));
  baseline.close();
  await ours.close();

  const told = (name: string, timings: readonly Timing[], events: number): void => {
    const perSecond = medianOf(timings.map(({ seconds }) => events / seconds));
    const processor = medianOf(timings.map(({ processorUs }) => processorUs));
    console.log(
      `${name}: ${Math.round(perSecond).toLocaleString('en')} events/s, ${processor.toFixed(0)} µs of the processor for ${events === count ? 'each' : 'each and its repetition'}`,
    );
  };
  console.log(`medians of ${CYCLES} cycles of ${count.toLocaleString('en')} subscriptions`);
  told(
    'baseline, hand-written statements',
    all.map((one) => one.baseline),
    2 * count,
  );
  told(
    'ours, through the store port',
    all.map(({ first, again }) => sum(first, again)),
    2 * count,
  );
  told(
    '  the renewals',
    all.map(({ first }) => first),
    count,
  );
  told(
    '  the same again',
    all.map(({ again }) => again),
    count,
  );
  console.log(
    'both end with the same orders, payments, capacity and notices; the same again changes nothing',
  );
  console.log(all.map((one) => ratioOf(one, 'seconds').toFixed(2)).join(' '));
  console.log('events per second, ours over the baseline: higher is better, at least 0.4');
  console.log(`ratio: ${medianOf(all.map((one) => ratioOf(one, 'seconds'))).toFixed(2)}`);
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
