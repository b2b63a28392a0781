import { newId } from '../../api/kernel/ids.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import type { Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { recordActivities, type ActivityOutcome } from '../../api/usage/actions/record.ts';
import { usageFigures } from '../../api/usage/kinds.ts';
import { TENANT_SCOPE, type FigureAmounts } from '../../api/usage/rules/active.ts';
import type { Activity, Reckoning } from '../../api/usage/rules/activities.ts';
import { calendarOf, IN_UTC } from '../../api/usage/rules/calendar.ts';
import type { Month } from '../../api/usage/rules/months.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { stopClock, type StoppedClock } from '../limits/subscribed.ts';
import { act, buildCampus } from '../seats/campus.ts';

/** The months of the tests' account: in UTC, from July 2026. */
export const START = Date.UTC(2026, 6, 1);
export const FIRST = '2026-07';
export const RECKONING: Reckoning = { calendar: calendarOf(IN_UTC), firstMonth: FIRST };

/** A tenant whose people are active. */
export interface UsageCampus {
  readonly bench: Bench;
  readonly clock: StoppedClock;
  readonly world: World;
  readonly personIds: readonly string[];
  readonly catalogIds: readonly string[];
  /** Records these activities; gives the outcomes in a word each. */
  readonly record: (given: readonly Activity[], reckoning?: Reckoning) => Promise<string[]>;
  /** The figure of a month over all buckets. */
  readonly figure: (month: Month, scope?: string) => Promise<FigureAmounts>;
}

const words = (outcomes: readonly ActivityOutcome[]): string[] =>
  outcomes.map((one) => (one.outcome === 'refused' ? one.code : one.outcome));

/** Opens one; close its bench at the end. */
export async function openUsageCampus(
  buckets: number,
  people: number,
  around?: (store: Store) => Store,
): Promise<UsageCampus> {
  const bench = openBench({ buckets, ...(around === undefined ? {} : { around }) });
  const clock = stopClock(bench.world, START);
  const { world } = clock;
  const sizes = { catalogs: 2, trainings: 1, people };
  const { personIds, catalogIds } = await buildCampus(world, bench.tenant, sizes);
  return {
    ...{ bench, clock, world, personIds, catalogIds },
    async record(given, reckoning = RECKONING) {
      const { outcomes } = await recordActivities(world, bench.tenant, act(), given, reckoning);
      return words(outcomes);
    },
    async figure(month, scope = TENANT_SCOPE) {
      const held = await Promise.all(
        bucketsOf(bench.tenant.tenantId, buckets).map((bucket) =>
          world.store.read(bucket, usageFigures, { month, scope }),
        ),
      );
      return held.reduce(
        (sum, one) => ({
          unique: sum.unique + (one?.doc.unique ?? 0),
          newcomers: sum.newcomers + (one?.doc.newcomers ?? 0),
        }),
        { unique: 0, newcomers: 0 },
      );
    },
  };
}

/** Something that a person did. */
export const activity = (personId: string, at: number, more: Partial<Activity> = {}): Activity => ({
  ...{ id: newId(), personId, kind: 'course-consumed', at, catalogId: null },
  ...more,
});
