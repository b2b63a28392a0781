import { kind } from '../ports/store.ts';
import type { Limit } from './rules/limit.ts';

/** How the account stands to its limit, in the tenant's root. */
export const limits = kind<Limit>()({
  name: 'limit',
  key: [],
  fields: {
    judgedAt: 'integer',
    capacity: 'integer?',
    used: 'integer',
    window: 'json?',
    told: 'json',
    known: 'json',
    lastEndsAt: 'integer?',
    purgeable: 'flag',
    trend: 'json?',
    trendOn: 'text?',
    gateEpoch: 'integer',
  },
  indexes: {},
});
