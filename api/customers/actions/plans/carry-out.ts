import type { AppError } from '../../../kernel/errors.ts';
import type { CustomerHands, CustomerUser } from '../../../ports/customer-directory.ts';
import type { Held } from '../../../ports/store.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { isSettled, type Entry, type EntryFault } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { productIn } from '../../rules/plans/licences.ts';
import { begin } from './begin.ts';
import { readAgain } from './entries.ts';
import { firstWrites, LOCATION, MAIN } from './first-writes.ts';
import { giveLicences, type ToLicense } from './licences-after.ts';
import { lostBy } from './lost.ts';
import { settle, type Settled } from './settle.ts';
import { writeAll, type EntryWrite, type UnderWay, type Written } from './writing.ts';

/** With whose hands, and for which plan, entries are carried out. */
export interface Carrying {
  readonly world: World;
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly plan: Pick<Plan, 'planId' | 'customerId' | 'what'>;
  readonly hands: CustomerHands;
  /** Ends the waiting for the directory early: what is under way is looked up at the next run. */
  readonly signal?: AbortSignal;
}

/** An entry after it was carried out, and the user as read back then. */
export interface Carried {
  readonly entry: Entry;
  readonly user: CustomerUser | null;
}

/**
 * Carries out entries of one plan that are not settled: notes that they are begun, writes, notes what came of each. May
 * be repeated from wherever it stopped: what was begun is looked up before it is tried again.
 * @returns all of them, in their order
 * @throws AppError `directory-unavailable`, `busy`, `store-unavailable`: they stay begun
 */
export async function carryOut(
  carrying: Carrying,
  held: readonly Held<Entry>[],
): Promise<readonly Carried[]> {
  const { world, tenant, hands } = carrying;
  const open = held.filter(({ doc }) => !isSettled(doc));
  const users = new Map<number, CustomerUser | null>();
  if (open.length > 0) {
    const resumed = new Set(
      open.filter(({ doc }) => doc.state === 'begun').map(({ doc }) => doc.no),
    );
    const fresh = open.filter(({ doc }) => doc.state === 'planned');
    const lost = await begin(world, tenant, hands, fresh).then(() => null, lostBy);
    const now = await readAgain(
      world,
      tenant,
      open.map(({ doc }) => doc),
    );
    const under = now
      .filter(({ doc }) => !isSettled(doc))
      .map(({ doc }): UnderWay => ({ entry: doc, resumed: resumed.has(doc.no) }));
    const settled = lost === null ? await writeFor(carrying, under) : under.map(endedBy(lost));
    for (const { of, user } of settled) users.set(of.entry.no, user);
    await settle(carrying, now, settled);
  }
  const after =
    open.length === 0
      ? held
      : await readAgain(
          world,
          tenant,
          held.map(({ doc }) => doc),
        );
  return after.map(({ doc }) => ({ entry: doc, user: users.get(doc.no) ?? null }));
}

/** Without hands nothing more is done; of what an earlier run began nobody can say whether it was. */
const endedBy =
  ({ code, message }: AppError) =>
  (of: UnderWay): Settled => ({
    of,
    state: of.entry.state === 'begun' ? 'unknown' : 'refused',
    faults: [{ code, detail: message }],
    user: null,
    alreadyThere: false,
  });

async function writeFor(
  carrying: Carrying,
  under: readonly UnderWay[],
): Promise<readonly Settled[]> {
  const { world, hands, signal } = carrying;
  const writes = under.flatMap((of) => firstWrites(of, world.passwords));
  const written = await writeAll(hands, writes, signal);
  const first = under.map((of) => afterFirst(of, writes, written));
  return withLicences(hands, first, signal);
}

/** What became of an entry by its first writes. */
function afterFirst(
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
  const fault = faultOf(of, main);
  const moved = location?.outcome === 'done';
  return {
    of,
    state: main.outcome === 'unknown' ? 'unknown' : moved ? 'partly' : 'refused',
    faults: [fault],
    user: moved ? location.user : null,
    alreadyThere: false,
  };
}

function faultOf(of: UnderWay, main: Exclude<Written, { outcome: 'done' }>): EntryFault {
  const { act } = of.entry;
  const skuIds =
    act?.kind === 'licences' ? [...act.add.map(({ skuId }) => skuId), ...act.remove] : [];
  const skuId = productIn(main.detail, skuIds);
  return {
    code: main.outcome === 'refused' ? main.code : 'outcome-unknown',
    detail: main.detail,
    ...(skuId === undefined ? {} : { skuId }),
  };
}

/** Those who were made or restored get their products. */
async function withLicences(
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
