import type { Entry, EntryState } from './entry.ts';
import type { Counts, Plan } from './plan.ts';

const STATES = [
  'planned',
  'begun',
  'done',
  'partly',
  'refused',
  'unknown',
  'skipped',
] as const satisfies readonly EntryState[];

/** How many entries of a plan stand how. */
export const countsOf = (plan: Plan): Counts => {
  const { planned, begun, done, partly, refused, unknown, skipped } = plan;
  return { planned, begun, done, partly, refused, unknown, skipped };
};

/** What a commit that changes these entries adds to the plan's counts; states that stay as they were are left out. */
export function movesOf(
  changes: readonly {
    readonly before: Pick<Entry, 'state'>;
    readonly after: Pick<Entry, 'state'>;
  }[],
): Partial<Record<EntryState, number>> {
  const moves: Partial<Record<EntryState, number>> = {};
  for (const state of STATES) {
    const came = changes.filter(({ after }) => after.state === state).length;
    const went = changes.filter(({ before }) => before.state === state).length;
    if (came !== went) moves[state] = came - went;
  }
  return moves;
}

/** How many entries are settled. */
export const settledOf = ({ done, partly, refused, unknown, skipped }: Counts): number =>
  done + partly + refused + unknown + skipped;

/** Whether all that was to be done was done. */
export const isWhole = ({ partly, refused, unknown, skipped }: Counts): boolean =>
  partly + refused + unknown + skipped === 0;
