import { kind } from '../ports/store.ts';
import type { Limit } from './rules/limit.ts';

/** How the account stands to its limit, in the tenant's root. */
export const limits = kind<Limit>()({
  name: 'limit',
  key: [],
  fields: {
    judgedAt: 'integer',
    capacity: 'integer?',
    received: 'integer?',
    used: 'integer',
    window: 'json?',
    told: 'json',
    known: 'json',
    lastEndsAt: 'integer?',
    purgeable: 'flag',
    freeing: 'integer',
    trend: 'json?',
    trendOn: 'text?',
    gateEpoch: 'integer',
  },
  indexes: {},
});

/** What one deletion under way will still free, in the tenant's root; `limits.freeing` is their sum. */
export interface Freeing {
  readonly jobId: string;
  readonly left: number;
}

/** A document for each deletion under way. */
export const freeings = kind<Freeing>()({
  name: 'freeing',
  key: ['jobId'],
  fields: { jobId: 'guid', left: 'integer' },
  indexes: {},
});
