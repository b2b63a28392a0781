import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { CustomerUser } from '../../../ports/customer-users.ts';
import type { DirectLicence } from '../../rules/plans/acts.ts';
import type { EntryFault } from '../../rules/plans/entry.ts';
import { factsIn } from '../../rules/plans/facts.ts';
import { missingOf } from '../../rules/plans/licences.ts';
import { lostBy } from './lost.ts';
import { directLicencesOf } from './snapshot.ts';
import { writeAll, type EntryWrite, type UnderWay } from './writing.ts';

/** A user who was just made or restored, and the products that the user is to have. */
export interface ToLicense {
  readonly of: UnderWay;
  readonly user: CustomerUser;
  readonly licences: readonly DirectLicence[];
}

/** What came of it: the user as read back last, and the products that could not be given. */
export interface Licensed {
  readonly user: CustomerUser;
  readonly faults: readonly EntryFault[];
}

/**
 * Gives users the products that they are to have: what the directory gave by itself is not given twice (C-4). All
 * products of one user go in one call; where that is refused, one by one, so that what is still available is given and
 * the rest is reported by product.
 * @returns what came of each, in order
 */
export async function giveLicences(
  hands: CustomerHands,
  users: readonly ToLicense[],
  signal: AbortSignal | undefined,
): Promise<readonly Licensed[]> {
  const asked = users.map((user) => ({
    ...user,
    missing: missingOf(user.licences, directLicencesOf(user.user)),
  }));
  const whole = asked.filter(({ missing }) => missing.length > 0);
  const written = await inOrderWhereScarce(
    hands,
    whole.map(({ of, user, missing }) => addWrite(of, user, missing, 'licences')),
    signal,
  );
  const results = new Map<UnderWay, Licensed>();
  const refused: ToLicense[] = [];
  for (const [place, { of, user, missing }] of whole.entries()) {
    const outcome = written[place];
    if (outcome?.outcome === 'done') results.set(of, { user: outcome.user ?? user, faults: [] });
    else if (missing.length > 1 && outcome?.outcome === 'refused') {
      refused.push({ of, user, licences: missing });
    } else if (outcome !== undefined) {
      results.set(of, { user, faults: missing.map(({ skuId }) => faultOf(outcome, skuId)) });
    }
  }
  for (const one of refused) results.set(one.of, await oneByOne(hands, one, signal));
  return users.map(({ of, user }) => results.get(of) ?? { user, faults: [] });
}

/** Each product by itself, again and again while another one could be given: some depend on others. */
async function oneByOne(
  hands: CustomerHands,
  { of, user, licences }: ToLicense,
  signal: AbortSignal | undefined,
): Promise<Licensed> {
  let latest = user;
  let left = licences;
  for (let round = 1; ; round += 1) {
    const writes = left.map((licence) =>
      addWrite(of, user, [licence], `${licence.skuId}:${round}`),
    );
    const written = await writeAll(hands, writes, signal);
    const faults: EntryFault[] = [];
    const still: DirectLicence[] = [];
    for (const [place, licence] of left.entries()) {
      const outcome = written[place];
      if (outcome === undefined) continue;
      if (outcome.outcome === 'done') latest = outcome.user ?? latest;
      else {
        faults.push(faultOf(outcome, licence.skuId));
        still.push(licence);
      }
    }
    if (still.length === 0 || still.length === left.length) return { user: latest, faults };
    left = still;
  }
}

const addWrite = (
  of: UnderWay,
  { userId }: CustomerUser,
  add: readonly DirectLicence[],
  step: string,
): EntryWrite => ({ of, step, act: { kind: 'licences', userId, add, remove: [] } });

/** Where there are fewer licences than needed, the first in the order chosen get them: one after the other. */
async function inOrderWhereScarce(
  hands: CustomerHands,
  writes: readonly EntryWrite[],
  signal: AbortSignal | undefined,
) {
  if (writes.length < 2 || !(await isScarce(hands, writes))) return writeAll(hands, writes, signal);
  const written = [];
  for (const write of writes) written.push(...(await writeAll(hands, [write], signal)));
  return written;
}

async function isScarce(hands: CustomerHands, writes: readonly EntryWrite[]): Promise<boolean> {
  const needed = new Map<string, number>();
  for (const { act } of writes) {
    if (act.kind !== 'licences') continue;
    for (const { skuId } of act.add) needed.set(skuId, (needed.get(skuId) ?? 0) + 1);
  }
  const licences = await hands.licences().catch((error: unknown) => {
    lostBy(error);
    return [];
  });
  const stock = new Map(licences.map(({ skuId, available }) => [skuId, available]));
  return [...needed].some(([skuId, count]) => (stock.get(skuId) ?? 0) < count);
}

function faultOf(
  outcome: Exclude<Awaited<ReturnType<typeof writeAll>>[number], { outcome: 'done' }>,
  skuId: string,
): EntryFault {
  const code = outcome.outcome === 'refused' ? outcome.code : 'licence-unknown-outcome';
  return { code, detail: outcome.detail, skuId, ...factsIn(code, outcome.detail) };
}
