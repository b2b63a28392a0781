import type { AppError } from '../../../kernel/errors.ts';
import type { CustomerUser } from '../../../ports/customer-users.ts';
import type { Held } from '../../../ports/store.ts';
import { asRefusal } from '../../rules/fault.ts';
import { isSettled, type Entry } from '../../rules/plans/entry.ts';
import { begin } from './begin.ts';
import type { Carrying } from './carrying.ts';
import { readAgain } from './entries.ts';
import { firstWrites } from './first-writes.ts';
import { lostBy } from './lost.ts';
import { afterFirst, withLicences } from './outcomes.ts';
import { withRoles } from './roles-after.ts';
import { settle } from './settle.ts';
import { writeAll, type Settled, type UnderWay } from './writing.ts';

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
  const { world, tenant } = carrying;
  const open = held.filter(({ doc }) => !isSettled(doc));
  if (open.length === 0) return held.map(({ doc }) => ({ entry: doc, user: null }));
  const lost = await beginFresh(carrying, open);
  const now = await readAgain(
    world,
    tenant,
    open.map(({ doc }) => doc),
  );
  const resumed = new Set(open.filter(({ doc }) => doc.state === 'begun').map(({ doc }) => doc.no));
  const under = now
    .filter(({ doc }) => !isSettled(doc))
    .map(({ doc }): UnderWay => ({ entry: doc, resumed: resumed.has(doc.no) }));
  const settled = lost === null ? await writeFor(carrying, under) : under.map(endedBy(lost));
  await settle(carrying, now, settled);
  const users = new Map(settled.map(({ of, user }) => [of.entry.no, user]));
  const after = await readAgain(
    world,
    tenant,
    held.map(({ doc }) => doc),
  );
  return after.map(({ doc }) => ({ entry: doc, user: users.get(doc.no) ?? null }));
}

/** Notes those as begun that were not. @returns why there are no hands to go on with, or null */
async function beginFresh(
  { world, tenant, hands }: Carrying,
  open: readonly Held<Entry>[],
): Promise<AppError | null> {
  if (hands instanceof Error) return hands;
  const fresh = open.filter(({ doc }) => doc.state === 'planned');
  return begin(world, tenant, hands, fresh).then(() => null, lostBy);
}

/** Without hands nothing more is done; of what an earlier run began nobody can say whether it was. */
const endedBy =
  ({ code, message }: AppError) =>
  (of: UnderWay): Settled => ({
    of,
    state: of.entry.state === 'begun' ? 'unknown' : 'refused',
    faults: [{ code: asRefusal(code), detail: message }],
    user: null,
    alreadyThere: false,
  });

async function writeFor(
  { world, hands, signal }: Carrying,
  under: readonly UnderWay[],
): Promise<readonly Settled[]> {
  if (hands instanceof Error) return under.map(endedBy(hands));
  const writes = under.flatMap((of) => firstWrites(of, world.passwords));
  const written = await writeAll(hands, writes, signal);
  const first = under.map((of) => afterFirst(of, writes, written));
  return withRoles(hands, await withLicences(hands, first, signal), signal);
}
