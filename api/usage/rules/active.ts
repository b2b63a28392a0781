import type { PersonId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { monthAfter, MONTHS_IN_PERIOD, periodOf, type Month } from './months.ts';

/** The scope of the whole tenant. */
export const TENANT_SCOPE = 'tenant';

/** Of what a figure tells: `TENANT_SCOPE`, or a catalog's id. */
export type Scope = string;

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

/** The months of a period in which somebody was active, by its first month. */
const inPeriod = (months: readonly Month[], period: Month): readonly Month[] => {
  const end = monthAfter(period, MONTHS_IN_PERIOD);
  return months.filter((month) => month >= period && month < end);
};

/** The figures that a person's months make: one for each month and scope. */
export const figuresOf = (months: ActiveMonths, firstMonth: Month): FigureMove[] =>
  Object.entries(months).flatMap(([scope, theirs]) =>
    theirs.map((month) => {
      const [first] = inPeriod(theirs, periodOf(month, firstMonth));
      return { scope, month, unique: 1, newcomers: first === month ? 1 : 0 };
    }),
  );

/**
 * What it adds to the figures that somebody becomes active in a month and scope: the month has one person more, who is new
 * in the period or was taken for new in a later month of it until now.
 */
function movesBy(months: readonly Month[], { scope, month }: ActiveIn, period: Month) {
  const [first] = inPeriod(months, period);
  const isNew = first === undefined || month < first;
  const moves: FigureMove[] = [{ scope, month, unique: 1, newcomers: isNew ? 1 : 0 }];
  if (first !== undefined && isNew) moves.push({ scope, month: first, unique: 0, newcomers: -1 });
  return moves;
}

/** What becomes of somebody's months, and of the figures by that. */
export interface BecameActive {
  readonly months: ActiveMonths;
  readonly moves: readonly FigureMove[];
}

/** Adds months in which somebody is active; those that are known already change nothing. */
export function becomeActive(
  before: ActiveMonths,
  added: readonly ActiveIn[],
  firstMonth: Month,
): BecameActive {
  const months: Record<Scope, readonly Month[]> = { ...before };
  const moves: FigureMove[] = [];
  for (const one of added) {
    const theirs = months[one.scope] ?? [];
    if (theirs.includes(one.month)) continue;
    moves.push(...movesBy(theirs, one, periodOf(one.month, firstMonth)));
    const isLast = theirs.length === 0 || (theirs.at(-1) ?? '') < one.month;
    months[one.scope] = isLast ? [...theirs, one.month] : [...theirs, one.month].sort();
  }
  return { months, moves };
}

/** Whether somebody was active in the month and scope. */
export const isActiveIn = (months: ActiveMonths, { scope, month }: ActiveIn): boolean =>
  months[scope]?.includes(month) === true;
