import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { ActivePerson, FigureAmounts, Scope } from './rules/active.ts';
import type { Activity } from './rules/activities.ts';
import type { Month } from './rules/months.ts';

/** An activity that was taken, and what became of it. */
export interface TakenActivity extends Activity {
  /** The month in which it makes the person active; null where it does not count, or came too late. */
  readonly countsIn: Month | null;
  readonly expiresAt: Instant;
}

/**
 * Activities, in the bucket that their id falls into: so the same id is the same activity, whoever it is told of. Narrow, with
 * no index beside the key: nobody lists them but the recount (docs/decisions/0014).
 */
export const activities = kind<TakenActivity>()({
  name: 'activity',
  key: ['id'],
  fields: {
    id: 'text',
    personId: 'guid',
    kind: 'text',
    at: 'integer',
    catalogId: 'guid?',
    countsIn: 'text?',
    expiresAt: 'integer',
  },
  indexes: { byId: { order: ['id'] } },
  expires: 'expiresAt',
});

/** Who was active and when, in the bucket of the person: one document each, however often. */
export const activePeople = kind<ActivePerson>()({
  name: 'activePerson',
  key: ['personId'],
  fields: { personId: 'guid', months: 'json', lastOn: 'text' },
  indexes: { byId: { order: ['personId'] } },
});

/** How many people of a bucket were active in a month, in the tenant or a catalog. */
export interface UsageFigure extends FigureAmounts {
  readonly month: Month;
  readonly scope: Scope;
}

/** One document for each month and scope in each bucket; moved in the commits that make people active. */
export const usageFigures = kind<UsageFigure>()({
  name: 'usageFigure',
  key: ['month', 'scope'],
  fields: { month: 'text', scope: 'text', unique: 'integer', newcomers: 'integer' },
  indexes: { byMonth: { order: ['month', 'scope'] } },
});

/** In which month an account's first period begins. */
export interface UsageStart {
  readonly firstMonth: Month;
}

/** One document in the tenant's root, from the first key of the MAU plan on; written once. */
export const usageStarts = kind<UsageStart>()({
  name: 'usageStart',
  key: [],
  fields: { firstMonth: 'text' },
  indexes: {},
});
