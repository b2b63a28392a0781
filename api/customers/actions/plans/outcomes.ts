import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { EntryFault } from '../../rules/plans/entry.ts';
import { factsIn } from '../../rules/plans/facts.ts';
import { productIn } from '../../rules/plans/licences.ts';
import { LOCATION, MAIN } from './first-writes.ts';
import { giveLicences, type ToLicense } from './licences-after.ts';
import type { Settled, EntryWrite, UnderWay, Written } from './writing.ts';

/** What became of an entry by its first writes. */
export function afterFirst(
  of: UnderWay,
  writes: readonly EntryWrite[],
  written: readonly Written[],
): Settled {
  const stepped = (step: string): Written | undefined =>
    written[writes.findIndex((write) => write.of === of && write.step === step)];
  const main = stepped(MAIN);
  if (main === undefined) throw new Error('Every act has a main step.');
  const location = stepped(LOCATION);
  if (main.outcome === 'done') {
    const { user, alreadyThere } = main;
    return { of, state: 'done', faults: [], user, alreadyThere };
  }
  const faults = [faultOf(of, main)];
  const user = location?.outcome === 'done' ? location.user : null;
  const refused = user === null ? 'refused' : 'partly';
  const state = main.outcome === 'unknown' ? 'unknown' : refused;
  return { of, state, faults, user, alreadyThere: false };
}

function faultOf(of: UnderWay, main: Exclude<Written, { outcome: 'done' }>): EntryFault {
  const { act } = of.entry;
  const skuIds =
    act?.kind === 'licences' ? [...act.add.map(({ skuId }) => skuId), ...act.remove] : [];
  const skuId = productIn(main.detail, skuIds);
  const code = main.outcome === 'refused' ? main.code : 'outcome-unknown';
  return {
    ...{ code, detail: main.detail },
    ...factsIn(code, main.detail),
    ...(skuId === undefined ? {} : { skuId }),
  };
}

/** Those who were made or restored get their products. */
export async function withLicences(
  hands: CustomerHands,
  first: readonly Settled[],
  signal: AbortSignal | undefined,
): Promise<readonly Settled[]> {
  const toLicense = first.flatMap(({ of, state, user }): ToLicense[] => {
    const { act } = of.entry;
    const licences = act?.kind === 'create' || act?.kind === 'restore' ? act.licences : null;
    return state === 'done' && user !== null && licences !== null ? [{ of, user, licences }] : [];
  });
  const licensed = await giveLicences(hands, toLicense, signal);
  const results = new Map(toLicense.map(({ of }, place) => [of, licensed[place]]));
  return first.map((settled) => {
    const result = results.get(settled.of);
    if (result === undefined) return settled;
    const { user, faults } = result;
    return { ...settled, user, faults, state: faults.length === 0 ? 'done' : 'partly' };
  });
}
