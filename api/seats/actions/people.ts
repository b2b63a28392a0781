import { tell } from '../../audit/actions.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import {
  COMMIT_WRITES_MAX,
  add,
  create,
  replace,
  type AnyWrite,
  type Held,
  type Partition,
} from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { catalogFigures, enrolments, heads, people, trainingFigures } from '../kinds.ts';
import { judge } from '../rules/counting.ts';
import type { Decision, PersonState } from '../rules/enrolment.ts';
import { clear, type EnrolmentsNeeded } from '../rules/lists.ts';
import type { Enrolment, Person } from '../rules/person.ts';
import { FigureSum, figuresBetween, ledgerOf, type Figures } from '../rules/ledger.ts';
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
  /** The rule. It may be called several times for one person, so it must be pure. */
  decide(state: PersonState | null, personId: PersonId, at: Instant): Decision<Outcome>;
}

/** How often an act that meets other writers is tried again before it is told to come back. */
const ROUNDS_MAX = 40;
/** From which round on it waits a little before it tries again. */
const PATIENT_ROUNDS = 3;

interface EnrolmentChange {
  readonly is: Enrolment;
  readonly was: Enrolment | null;
  readonly held: Held<Enrolment> | null;
}

/** One person's share of a commit. */
interface Unit {
  readonly personId: PersonId;
  readonly before: Held<Person> | null;
  readonly after: Person;
  readonly enrolments: readonly EnrolmentChange[];
  readonly figures: Figures;
  readonly quiet: boolean;
}

/**
 * The one way in which people, their enrolments and the figures change. For each person it loads what the rule needs,
 * asks the rule, and commits facts, person, head, figures and one event together, as many people to a commit as fit. The
 * figures follow from the person before and after, so no rule can move one and forget another. Where another writer came
 * between, it loads and decides again.
 *
 * @param personIds repeats collapse; any number, though a caller with more than some thousands should go in portions
 * @returns the rule's outcome for each person
 * @throws AppError `not-found` where the act adds to a catalog or training that is being deleted; `busy` where other
 * writers would not let it through
 */
export async function changePeople<Outcome>(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
  change: PeopleChange<Outcome>,
): Promise<Map<PersonId, Outcome>> {
  const byBucket = Map.groupBy(new Set(personIds), (id) => bucketNumber(id, tenant.buckets));
  const outcomes = new Map<PersonId, Outcome>();
  await Promise.all(
    [...byBucket].map(async ([bucket, ids]) => {
      const partition = bucketAt(tenant.tenantId, bucket);
      let left: readonly PersonId[] = ids;
      for (let round = 0; left.length > 0; round++) {
        if (round === ROUNDS_MAX) {
          throw new AppError(
            'busy',
            'Others keep changing the same people. Try again in a moment.',
            {
              retryAfterSeconds: 2,
            },
          );
        }
        if (round > PATIENT_ROUNDS) await pause(Math.random() * 5 * round);
        left = await changeOnce(world, tenant, actor, partition, left, change, outcomes);
      }
    }),
  );
  return outcomes;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One round over people of one bucket; gives those whom another writer changed meanwhile. */
async function changeOnce<Outcome>(
  world: World,
  tenant: Tenant,
  actor: Actor,
  partition: Partition,
  personIds: readonly PersonId[],
  change: PeopleChange<Outcome>,
  outcomes: Map<PersonId, Outcome>,
): Promise<readonly PersonId[]> {
  const at = world.clock.now();
  let loaded = await load(world, partition, personIds, change.enrolments);
  if (change.unfinished !== 'leave') {
    const halfDone = personIds.filter((id) => loaded.get(id)?.held?.doc.unfinished === true);
    if (halfDone.length > 0) {
      await finishClearing(world, tenant, { ...actor, personId: null }, halfDone);
      loaded = await load(world, partition, personIds, change.enrolments);
    }
  }
  const units: Unit[] = [];
  for (const personId of personIds) {
    const found = loaded.get(personId);
    const state = stateOf(found);
    const decision = change.decide(state, personId, at);
    outcomes.set(personId, decision.outcome);
    if (decision.facts === null) continue;
    const before = found?.held ?? null;
    const after = judge(decision.facts, before?.doc ?? null, at);
    const changed = decision.enrolments.map((is): EnrolmentChange => {
      const held = found?.enrolments.get(is.trainingId) ?? null;
      return { is, was: held?.doc ?? null, held };
    });
    units.push({
      personId,
      before,
      after,
      enrolments: changed,
      figures: figuresBetween(before?.doc ?? null, after, changed),
      quiet: decision.quiet === true,
    });
  }
  const again = await Promise.all(
    packs(units).map(async (pack) => {
      const writes = writesOf(pack, actor, at, change);
      const result = await world.store.commit(partition, writes);
      if (result.outcome === 'committed') return [];
      if (result.reason === 'out-of-bounds') throw notFound('catalog, course or training plan');
      return pack.map((unit) => unit.personId);
    }),
  );
  return again.flat();
}

/** Splits the people into commits, each within the writes that one may have. */
function packs(units: readonly Unit[]): Unit[][] {
  const all: Unit[][] = [];
  const headAndEvent = 2;
  let pack: Unit[] = [];
  let documents = 0;
  let figures = new Set<string>();
  for (const unit of units) {
    const touched = new Set([...figures, ...figureKeys(unit)]);
    const more = 1 + unit.enrolments.length;
    if (documents + more + touched.size + headAndEvent > COMMIT_WRITES_MAX && pack.length > 0) {
      all.push(pack);
      pack = [];
      documents = 0;
      figures = figureKeys(unit);
    } else {
      figures = touched;
    }
    pack.push(unit);
    documents += more;
  }
  if (pack.length > 0) all.push(pack);
  return all;
}

const figureKeys = ({ figures }: Unit): Set<string> =>
  new Set([...Object.keys(figures.catalogs), ...Object.keys(figures.trainings)]);

/** A commit: the people and their enrolments, what that adds to the figures, and the event that tells of it. */
function writesOf(
  pack: readonly Unit[],
  actor: Actor,
  at: Instant,
  change: Pick<PeopleChange<unknown>, 'what' | 'data'>,
): AnyWrite[] {
  const writes: AnyWrite[] = [];
  const sum = new FigureSum();
  for (const { before, after, enrolments: changed, figures } of pack) {
    writes.push(
      before === null ? create(people, after) : replace(people, after, before.version),
      ...changed.map(({ is, held }) =>
        held === null ? create(enrolments, is) : replace(enrolments, is, held.version),
      ),
    );
    sum.add(figures);
  }
  writes.push(...figureWrites(sum));
  const told = pack.filter((unit) => !unit.quiet);
  if (told.length > 0) {
    const data = { ...change.data, ledger: ledgerOf(told) };
    const movesSeats = told.some(({ figures }) => figures.used !== 0);
    writes.push(tell(actor, at, change.what, data, movesSeats));
  }
  return writes;
}

/** What a sum of figures adds. Growing a list or a training needs it to be open, which guards against a deletion. */
function figureWrites(sum: FigureSum): AnyWrite[] {
  const open = { closed: { atMost: 0 } };
  const writes: AnyWrite[] = [];
  if (sum.used !== 0) writes.push(add(heads, {}, { used: sum.used }));
  for (const [catalogId, amounts] of sum.catalogs) {
    const grows = amounts.listed > 0 || amounts.live > 0;
    writes.push(add(catalogFigures, { catalogId }, amounts, grows ? open : {}));
  }
  for (const [trainingId, live] of sum.trainings) {
    if (live === 0) continue;
    writes.push(add(trainingFigures, { trainingId }, { live }, live > 0 ? open : {}));
  }
  return writes;
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
