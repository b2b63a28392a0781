import { tell } from '../../audit/actions.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import {
  COMMIT_WRITES_MAX,
  add,
  create,
  replace,
  type AnyWrite,
  type Held,
} from '../../ports/store.ts';
import type { Actor } from '../../ports/world.ts';
import { catalogFigures, earmarks, enrolments, heads, people, trainingFigures } from '../kinds.ts';
import { FigureSum, ledgerOf, type Figures } from '../rules/ledger.ts';
import type { Enrolment, Person } from '../rules/person.ts';

interface EnrolmentChange {
  readonly is: Enrolment;
  readonly was: Enrolment | null;
  readonly held: Held<Enrolment> | null;
}

/** One person's share of a commit. */
export interface Unit {
  readonly personId: PersonId;
  readonly before: Held<Person> | null;
  readonly after: Person;
  readonly enrolments: readonly EnrolmentChange[];
  readonly figures: Figures;
  /** Not told in the event, as nobody asks for it. */
  readonly quiet: boolean;
}

/** Head, event, and the seats set aside. */
const WRITES_BESIDE = 3;

const figureKeys = ({ figures }: Unit): Set<string> =>
  new Set([...Object.keys(figures.catalogs), ...Object.keys(figures.trainings)]);

/** Splits the people into commits, each within the writes that one may have. */
export function packs(units: readonly Unit[]): Unit[][] {
  const all: Unit[][] = [];
  let pack: Unit[] = [];
  let documents = 0;
  let figures = new Set<string>();
  for (const unit of units) {
    const touched = new Set([...figures, ...figureKeys(unit)]);
    const more = 1 + unit.enrolments.length;
    if (documents + more + touched.size + WRITES_BESIDE > COMMIT_WRITES_MAX && pack.length > 0) {
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

/**
 * How a commit takes seats: `open`, as long as the gate is; `ungated`, whatever the gate says, for it takes none; or so
 * many of those that were set aside under an id, and the rest as facts that nobody can refuse.
 */
export type Taking = 'open' | 'ungated' | { readonly earmarkId: string; readonly seats: number };

/** The writes of a commit, and which of them stand for the seats. */
export interface Commit {
  readonly writes: readonly AnyWrite[];
  /** The place of the head's write; null where the count does not move. */
  readonly head: number | null;
  /** The place of the write that takes seats set aside; null where there is none. */
  readonly earmark: number | null;
}

/** How many people count more by these changes. */
export const seatsTakenBy = (pack: readonly Unit[]): number =>
  pack.reduce((sum, { figures }) => sum + figures.used, 0);

/** A commit: the people and their enrolments, what that adds to the figures, and the event that tells of it. */
export function commitOf(
  pack: readonly Unit[],
  actor: Actor,
  at: Instant,
  change: { readonly what: string; readonly data?: Readonly<Record<string, unknown>> },
  taking: Taking,
): Commit {
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
  const head = sum.used === 0 ? null : writes.length;
  const earmark = head === null || typeof taking === 'string' ? null : head + 1;
  writes.push(...headWrites(sum, taking), ...figureWrites(sum));
  const told = pack.filter((unit) => !unit.quiet);
  if (told.length > 0) {
    const data = { ...change.data, ledger: ledgerOf(told) };
    const movesSeats = told.some(({ figures }) => figures.used !== 0);
    writes.push(tell(actor, at, change.what, data, movesSeats));
  }
  return { writes, head, earmark };
}

function headWrites(
  { used, unenrolled }: Pick<FigureSum, 'used' | 'unenrolled'>,
  taking: Taking,
): AnyWrite[] {
  if (used === 0 && unenrolled === 0) return [];
  if (taking === 'ungated') return [add(heads, {}, { used, unenrolled })];
  if (taking === 'open') return [add(heads, {}, { used, unenrolled }, { gate: { atMost: 0 } })];
  const { earmarkId, seats } = taking;
  return [
    add(heads, {}, { used, unenrolled, granted: seats }),
    add(earmarks, { earmarkId }, { left: -seats }, { left: { atLeast: 0 } }),
  ];
}

/** What a sum of figures adds. Growing a list or a training needs it to be open, which guards against a deletion. */
function figureWrites(sum: FigureSum): AnyWrite[] {
  const open = { closed: { atMost: 0 } };
  const writes: AnyWrite[] = [];
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
