import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { ActivePerson, FigureAmounts, Scope } from './rules/active.ts';
import type { ActivityPage } from './rules/activity-pages.ts';
import type { Month } from './rules/months.ts';
import type { Platform } from './rules/platforms.ts';
import type { UsageWatch } from './rules/watch.ts';

/**
 * Activities, in the bucket that their ids fall into: so the same id is the same activity, whoever it is told of. What was
 * taken together lies together, and nothing else looks for one of them: which ids are known is kept in memory
 * (docs/decisions/0017).
 */
export const activityPages = kind<ActivityPage>()({
  name: 'activityPage',
  key: ['number'],
  fields: { number: 'integer', rows: 'json', expiresAt: 'integer' },
  indexes: { byNumber: { order: ['number'] } },
  expires: 'expiresAt',
});

/** How many pages of activities a bucket has had: one document in each. Who puts a page there moves it in the same commit. */
export const activityStacks = kind<{ readonly pages: number }>()({
  name: 'activityStack',
  key: [],
  fields: { pages: 'integer' },
  indexes: {},
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
