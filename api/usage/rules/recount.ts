import type { PersonId } from '../../kernel/ids.ts';
import {
  figuresOf,
  type ActiveIn,
  type ActiveMonths,
  type FigureAmounts,
  type FigureMove,
} from './active.ts';
import type { Month } from './months.ts';

/** A month and scope as one text. */
export const keyOf = ({ month, scope }: ActiveIn): string => `${month} ${scope}`;

/** The month and scope of such a text. */
export function fromKey(key: string): ActiveIn {
  const at = key.indexOf(' ');
  return { month: key.slice(0, at), scope: key.slice(at + 1) };
}

/** Figures by month and scope, as they pass between threads. */
export type FigureSums = ReadonlyMap<string, FigureAmounts>;

/** Adds a figure to a sum that grows in place. */
export function addTo(sums: Map<string, FigureAmounts>, move: FigureMove): void {
  const key = keyOf(move);
  const sum = sums.get(key) ?? { unique: 0, newcomers: 0 };
  sums.set(key, {
    unique: sum.unique + move.unique,
    newcomers: sum.newcomers + move.newcomers,
  });
}

/** Adds what somebody's months make of the figures. */
export function addPerson(
  sums: Map<string, FigureAmounts>,
  months: ActiveMonths,
  firstMonth: Month,
): void {
  for (const figure of figuresOf(months, firstMonth)) addTo(sums, figure);
}

/** The months without those that are named. */
export function without(months: ActiveMonths, gone: ReadonlySet<string>): ActiveMonths {
  const left = Object.entries(months).map(
    ([scope, theirs]) =>
      [scope, theirs.filter((month) => !gone.has(keyOf({ month, scope })))] as const,
  );
  return Object.fromEntries(left.filter(([, theirs]) => theirs.length > 0));
}

/**
 * Whether a figure differs from its recount. Newcomers are compared from the second month of the plan on: before it periods
 * were others, and in the first month everybody is new (`periodUsage`).
 */
export const differs = (
  month: Month,
  kept: FigureAmounts,
  recounted: FigureAmounts,
  firstMonth: Month,
): boolean =>
  kept.unique !== recounted.unique ||
  (month > firstMonth && kept.newcomers !== recounted.newcomers);

/** Something in which what is kept differs from what the facts say. */
export type UsageDifference =
  | {
      /** Active by the facts and not by what is kept of the person, or the other way round. */
      readonly of: 'person';
      readonly personId: PersonId;
      readonly month: Month;
      readonly scope: string;
      readonly kept: boolean;
      readonly recounted: boolean;
      /** False for a month that is closed: it never changes (M-2). */
      readonly healed: boolean;
    }
  | {
      readonly of: 'figure';
      readonly bucket: number;
      readonly month: Month;
      readonly scope: string;
      readonly kept: FigureAmounts;
      readonly recounted: FigureAmounts;
      readonly healed: boolean;
    };

/** What a recount of the whole tenant found. */
export interface UsageRecountResult {
  readonly people: number;
  readonly activities: number;
  /** Monthly uniques of the tenant, all months added up: as kept, and as the facts say. */
  readonly kept: { readonly unique: number };
  readonly recounted: { readonly unique: number };
  /** At most `USAGE_DIFFERENCES_SHOWN` of them. */
  readonly differences: readonly UsageDifference[];
  readonly differencesTotal: number;
  /** True where no difference is left that was not healed. */
  readonly healed: boolean;
}

/** So many differences are named one by one. */
export const USAGE_DIFFERENCES_SHOWN = 1_000;
