import { setTimeout as wait } from 'node:timers/promises';
import { makeDue } from '../../due/actions.ts';
import { allEnded } from '../../kernel/all-ended.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { LIMITS } from '../../limits/rules/limit.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { judge } from '../rules/counting.ts';
import type { Decision, PersonState } from '../rules/enrolment.ts';
import type { Head } from '../rules/head.ts';
import { figuresBetween } from '../rules/ledger.ts';
import { clear, type EnrolmentsNeeded } from '../rules/lists.ts';
import { commitOf, packs, seatsTakenBy, type Commit, type Taking, type Unit } from './commits.ts';
import { giveBack, setAside, type SetAside } from './earmarks.ts';
import { load, stateOf } from './loading.ts';

/** One kind of change of people: what it is called in the audit, what the rule needs to see, and the rule. */
export interface PeopleChange<Outcome> {
  /** The event's `what`: `people-enrolled`, `people-synced` … */
  readonly what: string;
  /** Further ids for the event. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Which enrolments `decide` looks at or changes. */
  readonly enrolments: EnrolmentsNeeded | 'none';
  /**
   * `leave`: the rule does not mind that a former act is still ending enrolments of the person. Otherwise that is
   * finished first, so that a rule never meets a half-done act.
   */
  readonly unfinished?: 'leave';
  /**
   * Where the limit is closed and no seat is left (G-2): by default the whole act is refused. `facts`: what the directory
   * tells is never refused. Or what becomes of each person for whom there is none.
   */
  readonly seats?: 'facts' | { whenNone: PeopleChange<Outcome>['decide'] };
  /** The rule. It may be called several times for one person, so it must be pure. */
  decide(state: PersonState | null, personId: PersonId, at: Instant): Decision<Outcome>;
}

/** How often an act that meets other writers is tried again before it is told to come back. */
const ROUNDS_MAX = 40;
/** From which round on it waits a little before it tries again. */
const PATIENT_ROUNDS = 3;

/** One call of `changePeople`. */
interface Act<Outcome> {
  readonly world: World;
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly change: PeopleChange<Outcome>;
  readonly outcomes: Map<PersonId, Outcome>;
  /** Seats that are set aside for it; null as long as nobody has met a closed gate. */
  aside: SetAside | null;
  /** A commit would take seats that must be set aside first. */
  gateMet: boolean;
  /** A commit came to where the limit is judged again. */
  toJudge: boolean;
}

/**
 * The one way in which people, their enrolments and the figures change. For each person it loads what the rule needs,
 * asks the rule, and commits facts, person, head, figures and one event together, as many people to a commit as fit. The
 * figures follow from the person before and after, so no rule can move one and forget another. Where another writer came
 * between, it loads and decides again. Where the limit is closed (G-2), the seats that the act would take are set aside
 * first, so that it takes all of them or none.
 *
 * @param personIds repeats collapse; any number, though a caller with more than some thousands should go in portions
 * @returns the rule's outcome for each person
 * @throws AppError `not-found` where the act adds to a catalog or training that is being deleted; `seats-none-left` with
 * `needed` and `left`; `busy` where other writers would not let it through
 */
export async function changePeople<Outcome>(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
  change: PeopleChange<Outcome>,
): Promise<Map<PersonId, Outcome>> {
  const act: Act<Outcome> = {
    ...{ world, tenant, actor, change, outcomes: new Map<PersonId, Outcome>() },
    ...{ aside: null, gateMet: false, toJudge: false },
  };
  let left: readonly PersonId[] = [...new Set(personIds)];
  try {
    for (let round = 0; left.length > 0; round++) {
      if (round === ROUNDS_MAX) throw busy();
      if (round > PATIENT_ROUNDS) await wait(Math.random() * 5 * round);
      left = await changeAll(act, left);
    }
  } finally {
    if (act.aside !== null) await giveBack(world, tenant, act.aside);
    if (act.toJudge) await makeDue(world, LIMITS, tenant, world.clock.now());
  }
  return act.outcomes;
}

const busy = (): AppError =>
  new AppError('busy', 'Others keep changing the same people. Try again in a moment.', {
    retryAfterSeconds: 2,
  });

/** One round over the people of all buckets; gives those who are to be looked at again. */
async function changeAll<Outcome>(
  act: Act<Outcome>,
  personIds: readonly PersonId[],
): Promise<readonly PersonId[]> {
  const { buckets } = act.tenant;
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, buckets));
  const rounds = [...byBucket].map(async ([bucket, ids]) => {
    const units = await decideAll(act, bucket, ids);
    return commitAll(act, bucket, units);
  });
  const left = (await allEnded(rounds)).flat();
  if (act.gateMet) {
    act.gateMet = false;
    await setSeatsAside(act, left);
  }
  return left;
}

/** Sets aside what the people who are left would take (G-2). */
async function setSeatsAside<Outcome>(
  act: Act<Outcome>,
  personIds: readonly PersonId[],
): Promise<void> {
  const { world, tenant, change } = act;
  if (act.aside !== null) await giveBack(world, tenant, act.aside);
  act.aside = null;
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, tenant.buckets));
  const needed = new Map<number, number>();
  for (const [bucket, ids] of byBucket)
    needed.set(bucket, seatsTakenBy((await decideAll(act, bucket, ids)).filter(takesSeat)));
  const setting = await setAside(world, tenant, needed);
  if (setting.outcome === 'open') return;
  const { seats, short } = setting;
  act.aside = seats;
  if (short > 0 && change.seats === undefined) throw noneLeft(seatsIn(needed), short);
}

const takesSeat = ({ figures }: Unit): boolean => figures.used > 0;
const seatsIn = (byBucket: ReadonlyMap<number, number>): number =>
  [...byBucket.values()].reduce((sum, seats) => sum + seats, 0);

const noneLeft = (needed: number, short: number): AppError =>
  new AppError(
    'seats-none-left',
    `This needs ${needed} ${needed === 1 ? 'seat' : 'seats'} and ${needed - short} ${needed - short === 1 ? 'is' : 'are'} left. Nothing was changed. Free seats, or add some to the subscription.`,
    { needed, left: needed - short },
  );

/** Loads people of one bucket and asks the rule; gives who changes, and notes the outcome of everybody. */
async function decideAll<Outcome>(
  act: Act<Outcome>,
  bucket: number,
  personIds: readonly PersonId[],
): Promise<readonly Unit[]> {
  const { world, tenant, actor, change, outcomes } = act;
  const partition = bucketAt(tenant.tenantId, bucket);
  const at = world.clock.now();
  let loaded = await load(world, partition, personIds, change.enrolments);
  if (change.unfinished !== 'leave') {
    const halfDone = personIds.filter((id) => loaded.get(id)?.held?.doc.unfinished === true);
    if (halfDone.length > 0) {
      await finishClearing(world, tenant, { ...actor, personId: null }, halfDone);
      loaded = await load(world, partition, personIds, change.enrolments);
    }
  }
  /** Seats that are set aside; without limit where the gate is open, or cannot refuse. */
  let seats =
    act.aside === null || typeof change.seats !== 'object'
      ? Number.POSITIVE_INFINITY
      : (act.aside.left.get(bucket) ?? 0);
  const units: Unit[] = [];
  for (const personId of personIds) {
    const found = loaded.get(personId);
    const state = stateOf(found);
    const unitOf = (decision: Decision<Outcome>): Unit | null => {
      outcomes.set(personId, decision.outcome);
      if (decision.facts === null) return null;
      const before = found?.held ?? null;
      const after = judge(decision.facts, before?.doc ?? null, at);
      const enrolments = decision.enrolments.map((is) => {
        const held = found?.enrolments.get(is.trainingId) ?? null;
        return { is, was: held?.doc ?? null, held };
      });
      const figures = figuresBetween(before?.doc ?? null, after, enrolments);
      return { personId, before, after, enrolments, figures, quiet: decision.quiet === true };
    };
    let unit = unitOf(change.decide(state, personId, at));
    if (unit !== null && takesSeat(unit) && typeof change.seats === 'object') {
      if (seats >= 1) seats--;
      else unit = unitOf(change.seats.whenNone(state, personId, at));
    }
    if (unit !== null) units.push(unit);
  }
  return units;
}

/** Commits the changes of one bucket; gives those whom another writer changed meanwhile. */
async function commitAll<Outcome>(
  act: Act<Outcome>,
  bucket: number,
  units: readonly Unit[],
): Promise<readonly PersonId[]> {
  const { world, tenant, actor, change } = act;
  const partition = bucketAt(tenant.tenantId, bucket);
  const at = world.clock.now();
  const again = await allEnded(
    packs(units).map(async (pack) => {
      const people = pack.map((unit) => unit.personId);
      const taking = takingOf(act, bucket, seatsTakenBy(pack));
      if (taking === null) {
        act.gateMet = true;
        return people;
      }
      const commit = commitOf(pack, actor, at, change, taking);
      const result = await world.store.commit(partition, commit.writes);
      if (result.outcome === 'committed') {
        noteHead(act, commit, result.added);
        return [];
      }
      untake(act, bucket, taking);
      const { write, reason } = result;
      const isHead = write === commit.head && reason === 'out-of-bounds';
      if (isHead || write === commit.earmark) act.gateMet = true;
      else if (reason === 'out-of-bounds') throw notFound('catalog, course or training plan');
      return people;
    }),
  );
  return again.flat();
}

/** How a commit that moves the count by so much takes its seats; null where it must set more aside first. */
function takingOf<Outcome>(
  { aside, change }: Act<Outcome>,
  bucket: number,
  used: number,
): Taking | null {
  if (used <= 0) return 'ungated';
  if (aside === null) return 'open';
  const left = aside.left.get(bucket) ?? 0;
  const seats = Math.min(left, used);
  if (seats < used && change.seats !== 'facts') return null;
  if (seats === 0) return 'ungated';
  aside.left.set(bucket, left - seats);
  return { earmarkId: aside.earmarkId, seats };
}

/** Takes back what a refused commit would have taken of the seats set aside. */
function untake<Outcome>({ aside }: Act<Outcome>, bucket: number, taking: Taking): void {
  if (typeof taking === 'string') return;
  aside?.left.set(bucket, (aside.left.get(bucket) ?? 0) + taking.seats);
}

/** Whether the count has come to where the limit is judged again. */
function noteHead<Outcome>(
  act: Act<Outcome>,
  { head }: Commit,
  added: readonly (object | null)[],
): void {
  const now = head === null ? null : (added[head] as Head | null);
  if (now !== null && (now.used >= now.judgeAtLeast || now.used <= now.judgeAtMost))
    act.toJudge = true;
}

/**
 * Ends the enrolments that are left in catalogs which these people have left. Each step is a commit of its own that
 * bears repeating; who is not finished is found again by `people.unfinished`.
 */
export async function finishClearing(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<void> {
  let left = personIds;
  while (left.length > 0) {
    const finished = await changePeople(world, tenant, actor, left, {
      what: 'enrolments-ended',
      enrolments: 'all',
      unfinished: 'leave',
      decide: (state, _personId, at) =>
        state === null || !state.person.unfinished
          ? { facts: null, enrolments: [], outcome: true }
          : clear(state, at, actor.actId),
    });
    left = left.filter((id) => finished.get(id) === false);
  }
}
