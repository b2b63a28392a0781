import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import { isLearningIn, isUnenrolled } from './counting.ts';
import type { Enrolment, Person } from './person.ts';

/** What a catalog's figures consist of: counted learners, people on the list, live enrolments. */
export interface CatalogAmounts {
  readonly used: number;
  readonly listed: number;
  readonly live: number;
}

/** Amounts of every figure that there is: a whole count, or what a change adds to one. */
export interface Figures {
  readonly used: number;
  /** People with an account that works who have no enrolment in anything (MAU-12). */
  readonly unenrolled: number;
  readonly catalogs: Readonly<Record<CatalogId, CatalogAmounts>>;
  /** Live enrolments by course or training plan. */
  readonly trainings: Readonly<Record<TrainingId, number>>;
}

/** A line of an event: these people changed, each by these amounts. All lines together are what the commit added. */
export interface LedgerLine extends Figures {
  readonly people: readonly PersonId[];
}

/** Nothing at all. */
const NO_FIGURES: Figures = { used: 0, unenrolled: 0, catalogs: {}, trainings: {} };

/** What one person's change adds to the figures. Figures are never set, only moved by this. */
export function figuresBetween(
  before: Person | null,
  after: Person,
  enrolments: readonly { readonly was: Enrolment | null; readonly is: Enrolment }[],
): Figures {
  const catalogs: Record<CatalogId, CatalogAmounts> = {};
  for (const catalogId of new Set([
    ...Object.keys(before?.catalogs ?? {}),
    ...Object.keys(after.catalogs),
  ])) {
    const had = before?.catalogs[catalogId];
    const has = after.catalogs[catalogId];
    const amounts = {
      used: Number(isLearningIn(after, catalogId)) - Number(isLearningIn(before, catalogId)),
      listed: Number(has !== undefined) - Number(had !== undefined),
      live: (has?.live ?? 0) - (had?.live ?? 0),
    };
    if (amounts.used !== 0 || amounts.listed !== 0 || amounts.live !== 0) {
      catalogs[catalogId] = amounts;
    }
  }
  const trainings: Record<TrainingId, number> = {};
  for (const { was, is } of enrolments) {
    const live = Number(is.live) - Number(was?.live ?? false);
    if (live !== 0) trainings[is.trainingId] = live;
  }
  return {
    used: Number(after.counted) - Number(before?.counted ?? false),
    unenrolled: Number(isUnenrolled(after)) - Number(isUnenrolled(before)),
    catalogs,
    trainings,
  };
}

/** Figures as maps, as they pass between threads. */
export interface ReadonlyFigureMaps {
  readonly catalogs: ReadonlyMap<CatalogId, CatalogAmounts>;
  readonly trainings: ReadonlyMap<TrainingId, number>;
}

/** A sum of figures that grows in place, for the many additions of a commit or a recount. */
export class FigureSum {
  used = 0;
  unenrolled = 0;
  readonly catalogs = new Map<CatalogId, { used: number; listed: number; live: number }>();
  readonly trainings = new Map<TrainingId, number>();

  /** A sum that goes on from these amounts. */
  static of(from: Pick<FigureSum, 'used' | 'unenrolled'> & ReadonlyFigureMaps): FigureSum {
    const sum = new FigureSum();
    sum.used = from.used;
    sum.unenrolled = from.unenrolled;
    for (const [catalogId, amounts] of from.catalogs) sum.catalogs.set(catalogId, { ...amounts });
    for (const [trainingId, live] of from.trainings) sum.trainings.set(trainingId, live);
    return sum;
  }

  /** Adds the figures, `times` over. */
  add(figures: Figures, times = 1): void {
    this.used += figures.used * times;
    this.unenrolled += figures.unenrolled * times;
    for (const [catalogId, { used, listed, live }] of Object.entries(figures.catalogs)) {
      const sum = this.catalogs.get(catalogId) ?? { used: 0, listed: 0, live: 0 };
      sum.used += used * times;
      sum.listed += listed * times;
      sum.live += live * times;
      this.catalogs.set(catalogId, sum);
    }
    for (const [trainingId, live] of Object.entries(figures.trainings)) {
      this.trainings.set(trainingId, (this.trainings.get(trainingId) ?? 0) + live * times);
    }
  }
}

/** The lines of an event: people who changed by the same amounts share one. */
export function ledgerOf(
  changes: readonly { readonly personId: PersonId; readonly figures: Figures }[],
): LedgerLine[] {
  const lines = Map.groupBy(changes, ({ figures }) => JSON.stringify(figures));
  return [...lines.values()].map((group) => ({
    ...(group[0]?.figures ?? NO_FIGURES),
    people: group.map(({ personId }) => personId),
  }));
}
