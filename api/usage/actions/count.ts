import { tell } from '../../audit/actions.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { dayOf, type Day, type Instant } from '../../kernel/time.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import {
  add,
  COMMIT_WRITES_MAX,
  create,
  replace,
  type AnyWrite,
  type Held,
  type Partition,
} from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { activePeople, usageFigures } from '../kinds.ts';
import {
  becomeActive,
  isActiveIn,
  type ActiveIn,
  type ActivePerson,
  type FigureMove,
} from '../rules/active.ts';
import type { Reckoning } from '../rules/activities.ts';
import type { Month } from '../rules/months.ts';
import { keyOf } from '../rules/recount.ts';
import { PEOPLE_ACTIVE, type ActiveLine } from './events.ts';

/** In what somebody becomes active, and the latest instant of it. */
export interface BecomesActive {
  readonly added: ActiveIn[];
  lastAt: Instant;
}

/** People of one bucket as they are kept; null for those who were never active. */
type KeptPeople = ReadonlyMap<PersonId, Held<ActivePerson> | null>;

/** One person's share of a commit. */
interface Unit {
  readonly personId: PersonId;
  readonly before: Held<ActivePerson> | null;
  readonly after: ActivePerson;
  readonly added: readonly ActiveIn[];
  readonly moves: readonly FigureMove[];
  /** Whether more is to be added than one commit takes. */
  readonly isPart: boolean;
}

/** So much of one person is counted in one commit: each can move figures of some open months. */
const ADDED_PER_COMMIT = 30;

/**
 * Counts whoever is active for the first time in a month, in the commit that says so: the person, the figures, one event.
 * Repeats change nothing. A month that has closed meanwhile stays as it is (M-2).
 * @param kept the people as just read; null: not read yet
 * @param mayMove whether a month still takes people; by default as long as it has not closed
 * @returns whether a figure has grown
 */
export async function countActive(
  world: World,
  tenant: Tenant,
  actor: Actor,
  active: ReadonlyMap<PersonId, BecomesActive>,
  kept: KeptPeople | null,
  reckoning: Reckoning,
  mayMove: (month: Month) => boolean = (month) =>
    world.clock.now() < reckoning.calendar.closesAt(month),
): Promise<boolean> {
  const byBucket = Map.groupBy(active.keys(), (id) => bucketNumber(id, tenant.buckets));
  const grown = await Promise.all(
    [...byBucket].map(([bucket, ids]) =>
      countIn(
        {
          world,
          partition: bucketAt(tenant.tenantId, bucket),
          actor,
          active,
          mayMove,
          firstMonth: reckoning.firstMonth,
        },
        ids,
        kept,
      ),
    ),
  );
  return grown.includes(true);
}

/** What counting in one bucket needs to know. */
interface Counting {
  readonly world: World;
  readonly partition: Partition;
  readonly actor: Actor;
  readonly active: ReadonlyMap<PersonId, BecomesActive>;
  readonly mayMove: (month: Month) => boolean;
  readonly firstMonth: Month;
}

async function countIn(
  counting: Counting,
  personIds: readonly PersonId[],
  kept: KeptPeople | null,
): Promise<boolean> {
  const { world, partition, active } = counting;
  let hasGrown = false;
  let left = personIds;
  let now = kept ?? (await readPeople(world, partition, left));
  for (;;) {
    const units = left.flatMap((personId) => {
      const becomes = active.get(personId);
      const before = now.get(personId) ?? null;
      return becomes === undefined ? [] : (unitOf(counting, personId, becomes, before) ?? []);
    });
    const results = await Promise.all(
      packs(units).map(async (pack) => {
        const { outcome } = await commitPack(counting, pack);
        if (outcome === 'refused') return pack;
        hasGrown ||= pack.some(({ moves }) => moves.length > 0);
        return pack.filter(({ isPart }) => isPart);
      }),
    );
    left = results.flat().map(({ personId }) => personId);
    if (left.length === 0) return hasGrown;
    now = await readPeople(world, partition, left);
  }
}

/** So many documents are read at once. */
const READ_MAX = 1_000;

async function readPeople(
  { store }: World,
  partition: Partition,
  personIds: readonly PersonId[],
): Promise<KeptPeople> {
  const kept = new Map<PersonId, Held<ActivePerson> | null>();
  for (let from = 0; from < personIds.length; from += READ_MAX) {
    const keys = personIds.slice(from, from + READ_MAX).map((personId) => ({ personId }));
    const held = await store.readMany(partition, activePeople, keys);
    for (const [nth, { personId }] of keys.entries()) kept.set(personId, held[nth] ?? null);
  }
  return kept;
}

/** What becomes of a person; null where nothing does. */
function unitOf(
  { mayMove, firstMonth }: Counting,
  personId: PersonId,
  { added, lastAt }: BecomesActive,
  before: Held<ActivePerson> | null,
): Unit | null {
  const lastOn: Day = dayOf(lastAt);
  const was = before?.doc ?? { personId, months: {}, lastOn };
  const missing = added.filter((one) => !isActiveIn(was.months, one) && mayMove(one.month));
  const some = missing.slice(0, ADDED_PER_COMMIT);
  if (some.length === 0 && before !== null && lastOn <= was.lastOn) return null;
  const { months, moves } = becomeActive(was.months, some, firstMonth);
  return {
    ...{ personId, before, added: some },
    after: { personId, months, lastOn: lastOn > was.lastOn ? lastOn : was.lastOn },
    moves,
    isPart: missing.length > some.length,
  };
}

/** Splits the people into commits, each within the writes that one may have: people, figures, event. */
function packs(units: readonly Unit[]): Unit[][] {
  const all: Unit[][] = [];
  let pack: Unit[] = [];
  let figures = new Set<string>();
  for (const unit of units) {
    const theirs = unit.moves.map(keyOf);
    const more = theirs.filter((key) => !figures.has(key)).length;
    if (pack.length > 0 && pack.length + figures.size + more + 2 > COMMIT_WRITES_MAX) {
      all.push(pack);
      pack = [];
      figures = new Set();
    }
    pack.push(unit);
    for (const key of theirs) figures.add(key);
  }
  if (pack.length > 0) all.push(pack);
  return all;
}

/** The moves of several people, those of the same figure added up. */
function sumOf(pack: readonly Unit[]): FigureMove[] {
  const sums = new Map<string, FigureMove>();
  for (const { moves } of pack)
    for (const move of moves) {
      const key = keyOf(move);
      const sum = sums.get(key);
      sums.set(key, {
        ...move,
        unique: move.unique + (sum?.unique ?? 0),
        newcomers: move.newcomers + (sum?.newcomers ?? 0),
      });
    }
  return [...sums.values()];
}

/** The lines of an event: people who became active in the same share one. */
function linesOf(pack: readonly Unit[]): ActiveLine[] {
  const counted = pack.filter(({ added }) => added.length > 0);
  const groups = Map.groupBy(counted, ({ added }) => added.map(keyOf).join());
  return [...groups.values()].map((group) => ({
    people: group.map(({ personId }) => personId),
    added: group[0]?.added ?? [],
  }));
}

async function commitPack(
  { world: { store, clock }, partition, actor }: Counting,
  pack: readonly Unit[],
): Promise<{ readonly outcome: 'committed' | 'refused' }> {
  const figures = sumOf(pack);
  const writes: AnyWrite[] = [
    ...pack.map(({ before, after }) =>
      before === null ? create(activePeople, after) : replace(activePeople, after, before.version),
    ),
    ...figures.map(({ month, scope, unique, newcomers }) =>
      add(usageFigures, { month, scope }, { unique, newcomers }),
    ),
  ];
  if (figures.length > 0)
    writes.push(tell(actor, clock.now(), PEOPLE_ACTIVE, { active: linesOf(pack), figures }));
  const result = await store.commit(partition, writes);
  if (result.outcome === 'refused' && result.reason === 'missing')
    // Of figures that others have made meanwhile the second is refused, as it should be.
    await Promise.all(
      figures.map(({ month, scope }) =>
        store.commit(partition, [create(usageFigures, { month, scope, unique: 0, newcomers: 0 })]),
      ),
    );
  return result;
}
