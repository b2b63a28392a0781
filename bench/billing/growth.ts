import { medianOf, type Timing } from '../measuring.ts';
import { openOurs, type Side } from './ours.ts';
import { buyersOf, cycleOf, type Buyer, type Renewal } from './work.ts';

const EVENTS = 1_000;
const ROUNDS = 40;
/** So many rounds before those warm up and are not counted. */
const WARM_UP = 3;
/** So many accounts one after the other were made on one day. */
const MADE_ON_A_DAY = 100;

/** Accounts, and the store that they are in. */
interface Accounts {
  readonly buyers: readonly Buyer[];
  readonly side: Side;
}

/** Which accounts have a renewal in a round; other ones each time, as far as there are. */
type Choice = (buyers: readonly Buyer[], round: number) => readonly Buyer[];

/** Those of a day: an order renews on the day of the month on which it began, so these are runs of neighbours. */
const ofADay: Choice = (buyers, round) => {
  const runs = EVENTS / MADE_ON_A_DAY;
  const month = Math.floor(buyers.length / runs);
  return Array.from({ length: runs }, (_, run) => {
    const from = run * month + ((round * MADE_ON_A_DAY) % month);
    return buyers.slice(from, from + MADE_ON_A_DAY);
  }).flat();
};

/** As far from each other as there is room: the worst that can be. */
const farApart: Choice = (buyers, round) => {
  const step = Math.max(1, Math.floor(buyers.length / EVENTS));
  return buyers.filter((_, nth) => nth % step === round % step).slice(0, EVENTS);
};

/** Their renewals of a month, none of them declined. */
const renewalsOf = (buyers: readonly Buyer[], month: number): Renewal[] =>
  cycleOf(buyers, month).map((renewal) => ({ ...renewal, declined: false }));

/** Times both in turns, month after month from `month` on; gives the rounds of each. */
async function timed(
  sides: readonly Accounts[],
  choice: Choice,
  month: number,
  atOnce: number,
): Promise<readonly (readonly Timing[])[]> {
  const took = sides.map((): Timing[] => []);
  const turns = sides.map((accounts, nth) => ({ ...accounts, took: took[nth] }));
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const { buyers, side, took: its } of round % 2 === 0 ? turns : turns.toReversed())
      its?.push(await side.take(renewalsOf(choice(buyers, round), month + round), atOnce));
  return took.map((rounds) => rounds.slice(WARM_UP));
}

/** Prints what an event took on each side; gives how much more it is among many. */
function tell(
  name: string,
  sides: readonly Accounts[],
  took: readonly (readonly Timing[])[],
): { readonly clock: string; readonly processor: string } {
  sides.forEach(({ buyers }, nth) => {
    const clock = medianOf((took[nth] ?? []).map(({ seconds }) => (seconds / EVENTS) * 1e6));
    const processor = medianOf((took[nth] ?? []).map(({ processorUs }) => processorUs));
    console.log(
      `${name}, ${buyers.length.toLocaleString('en')} accounts: median of ${ROUNDS} rounds ${clock.toFixed(0)} µs an event, ${processor.toFixed(0)} µs of the processor`,
    );
  });
  const [few = [], many = []] = took;
  const over = (what: keyof Timing): string =>
    medianOf(many.map((one, nth) => one[what] / (few[nth]?.[what] ?? NaN))).toFixed(2);
  return { clock: over('seconds'), processor: over('processorUs') };
}

/**
 * Whether what an event costs grows with the number of accounts: as many renewals among few and among many, in turns, each
 * side on a store of its own.
 */
export async function growth(
  folder: string,
  few: number,
  many: number,
  atOnce: number,
): Promise<void> {
  const sides: Accounts[] = [];
  for (const count of [few, many]) {
    const buyers = buyersOf(count);
    const side = await openOurs(folder, buyers);
    // As a service stands that has run for a month: it has heard of every account since it was started.
    await side.lines(cycleOf(buyers));
    sides.push({ buyers, side });
  }
  const day = tell('a day', sides, await timed(sides, ofADay, 1, atOnce));
  const after = 1 + WARM_UP + ROUNDS;
  const apart = tell('far apart', sides, await timed(sides, farApart, after, atOnce));
  for (const { side } of sides) await side.close();
  console.log('time of an event, many accounts over few: lower is better, at most 1.3');
  console.log(`far apart: ${apart.clock}, of the processor alone ${apart.processor}`);
  console.log(`of the processor alone: ${day.processor}`);
  console.log(`ratio: ${day.clock}`);
}
