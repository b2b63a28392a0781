import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { periodOf, type Month } from './months.ts';

/** The scope of the whole tenant. */
export const TENANT_SCOPE = 'tenant';

/** Of what a figure tells: the whole tenant, or a catalog. */
export type Scope = typeof TENANT_SCOPE | CatalogId;

/** In which months somebody was active: in the tenant, and in each catalog. */
export type ActiveMonths = Readonly<Record<Scope, readonly Month[]>>;

/** Somebody who was active at least once. */
export interface ActivePerson {
  readonly personId: PersonId;
  readonly months: ActiveMonths;
  /** The latest day, in UTC, on which the person did something that counts, whatever month took it. */
  readonly lastOn: Day;
}

/** That somebody is active in a month and a scope. */
export interface ActiveIn {
  readonly scope: Scope;
  readonly month: Month;
}

/** What a figure of a month and scope consists of. */
export interface FigureAmounts {
  /** Distinct people who were active in the month. */
  readonly unique: number;
  /**
   * Those of them who were not active in an earlier month of the same period: added up over a period, the distinct people
   * of the period.
   */
  readonly newcomers: number;
}

/** What becomes of one figure. */
export interface FigureMove extends ActiveIn, FigureAmounts {}

const monthsIn = (months: ActiveMonths, scope: Scope): readonly Month[] => months[scope] ?? [];

/** The month of each period in which somebody was active for the first time. */
function firstsOf(months: readonly Month[], firstMonth: Month): Set<Month> {
  const firsts = new Map<Month, Month>();
  for (const month of months) {
    const period = periodOf(month, firstMonth);
    const first = firsts.get(period);
    if (first === undefined || month < first) firsts.set(period, month);
  }
  return new Set(firsts.values());
}

/** The figures that a person's months make: one for each month and scope. */
export function figuresOf(months: ActiveMonths, firstMonth: Month): FigureMove[] {
  return Object.entries(months).flatMap(([scope, theirs]) => {
    const firsts = firstsOf(theirs, firstMonth);
    return theirs.map((month) => ({
      ...{ scope, month, unique: 1 },
      newcomers: firsts.has(month) ? 1 : 0,
    }));
  });
}

/** What a person's change adds to the figures; figures that stay are left out. */
export function movesBetween(
  before: ActiveMonths,
  after: ActiveMonths,
  firstMonth: Month,
): FigureMove[] {
  const moves = new Map<string, FigureMove>();
  const move = ({ scope, month, unique, newcomers }: FigureMove, sign: 1 | -1): void => {
    const key = `${month} ${scope}`;
    const sum = moves.get(key) ?? { scope, month, unique: 0, newcomers: 0 };
    moves.set(key, {
      ...{ scope, month },
      unique: sum.unique + sign * unique,
      newcomers: sum.newcomers + sign * newcomers,
    });
  };
  for (const figure of figuresOf(after, firstMonth)) move(figure, 1);
  for (const figure of figuresOf(before, firstMonth)) move(figure, -1);
  return [...moves.values()].filter(({ unique, newcomers }) => unique !== 0 || newcomers !== 0);
}

/** The months with these added. Gives the same object where all are in it already. */
export function withActive(months: ActiveMonths, added: Iterable<ActiveIn>): ActiveMonths {
  let after: Record<Scope, readonly Month[]> | null = null;
  for (const { scope, month } of added) {
    const theirs: readonly Month[] = (after ?? months)[scope] ?? [];
    if (theirs.includes(month)) continue;
    after ??= { ...months };
    after[scope] = [...theirs, month].sort();
  }
  return after ?? months;
}

/** Whether somebody was active in the month and scope. */
export const isActiveIn = (months: ActiveMonths, { scope, month }: ActiveIn): boolean =>
  monthsIn(months, scope).includes(month);
