import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { ActivePerson, FigureAmounts, Scope } from './rules/active.ts';
import type { Activity } from './rules/activities.ts';
import type { Month } from './rules/months.ts';
import type { Platform } from './rules/platforms.ts';
import type { UsageWatch } from './rules/watch.ts';

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

/** How often a bucket's figures were compared by recounts. Of two that overlap, only the later may heal. */
export const usageTurns = kind<{ readonly turn: number }>()({
  name: 'usageTurn',
  key: [],
  fields: { turn: 'integer' },
  indexes: {},
});

/** What was told of the running period's use: one document in the tenant's root. */
export const usageWatches = kind<UsageWatch>()({
  name: 'usageWatch',
  key: [],
  fields: { period: 'text', purchased: 'integer', told: 'json' },
  indexes: {},
});

/** A month that has closed: its figures in the tenant as they then were, and stay (M-2, MAU-8). */
export interface ClosedMonth extends FigureAmounts {
  readonly month: Month;
  readonly closedAt: Instant;
}

/** One document for each closed month in the tenant's root; written once. */
export const closedMonths = kind<ClosedMonth>()({
  name: 'closedMonth',
  key: ['month'],
  fields: { month: 'text', unique: 'integer', newcomers: 'integer', closedAt: 'integer' },
  indexes: { byMonth: { order: ['month'] } },
});

/** External platforms that may tell of activities, in the tenant's root. */
export const platforms = kind<Platform>()({
  name: 'contentPlatform',
  key: ['platformId'],
  fields: {
    platformId: 'guid',
    name: 'text',
    createdAt: 'integer',
    secrets: 'json',
    heardAt: 'integer?',
  },
  indexes: { byAge: { order: ['createdAt'] } },
});

/** Whose a platform is: one document in a partition of its own, so that a signed call finds its tenant. */
export const platformOwners = kind<{
  readonly platformId: string;
  readonly tenantId: TenantId;
  readonly buckets: number;
}>()({
  name: 'contentPlatformOwner',
  key: [],
  fields: { platformId: 'guid', tenantId: 'guid', buckets: 'integer' },
  indexes: {},
});
