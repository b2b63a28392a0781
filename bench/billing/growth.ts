import { medianOf, type Timing } from '../measuring.ts';
import { openOurs, type Side } from './ours.ts';
import { buyersOf, cycleOf, type Buyer, type Renewal } from './work.ts';

const EVENTS = 1_000;
/** The first rounds warm up and are not counted; a round takes other accounts of the many, as far as there are. */
const ROUNDS = 43;
const WARM_UP = 3;

/**
 * A round's events: one for each of as many accounts, spread over all. Whoever had one in an earlier round has that of
 * the month after.
 */
function roundOf(buyers: readonly Buyer[], round: number): Renewal[] {
  const step = Math.max(1, Math.floor(buyers.length / EVENTS));
  const spread = buyers.filter((_, nth) => nth % step === round % step).slice(0, EVENTS);
  return cycleOf(spread, 1 + Math.floor(round / step)).map((renewal) => ({
    ...renewal,
    eventId: `${renewal.eventId}-${round}`,
    paymentId: `${renewal.paymentId}-${round}`,
    declined: false,
  }));
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
  const sides: { readonly buyers: readonly Buyer[]; readonly side: Side; took: Timing[] }[] = [];
  for (const count of [few, many]) {
    const buyers = buyersOf(count);
    const side = await openOurs(folder, buyers);
    // As a service stands that has run for a month: it has heard of every account since it was started.
    await side.lines(cycleOf(buyers));
    sides.push({ buyers, side, took: [] });
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const { buyers, side, took } of round % 2 === 0 ? sides : sides.toReversed())
      took.push(await side.take(roundOf(buyers, round), atOnce));
  const counted = sides.map(({ took }) => took.slice(WARM_UP));
  sides.forEach(({ buyers }, nth) => {
    const clock = medianOf((counted[nth] ?? []).map((took) => took.seconds));
    const processor = medianOf((counted[nth] ?? []).map((took) => took.processorUs));
    console.log(
      `${buyers.length.toLocaleString('en')} accounts: median of ${ROUNDS - WARM_UP} rounds ${((clock / EVENTS) * 1e6).toFixed(0)} µs an event, ${processor.toFixed(0)} µs of the processor`,
    );
  });
  for (const { side } of sides) await side.close();
  const [small = [], large = []] = counted;
  const over = (what: keyof Timing): string =>
    medianOf(large.map((took, nth) => took[what] / (small[nth]?.[what] ?? NaN))).toFixed(2);
  console.log('time of an event, many accounts over few: lower is better, at most 1.3');
  console.log(`of the processor alone: ${over('processorUs')}`);
  console.log(`ratio: ${over('seconds')}`);
}
