import { kind } from '../ports/store.ts';
import type { Job } from './rules.ts';

/** Jobs, in the tenant's root partition. */
export const jobs = kind<Job>()({
  name: 'job',
  key: ['jobId'],
  fields: {
    jobId: 'guid',
    kind: 'text',
    state: 'text',
    input: 'json',
    done: 'integer',
    total: 'integer?',
    checkpoint: 'json?',
    result: 'json?',
    failure: 'json?',
    createdBy: 'guid?',
    createdAt: 'integer',
    startedAt: 'integer?',
    finishedAt: 'integer?',
    etaSeconds: 'integer?',
    cancellable: 'flag',
    cancelAsked: 'flag',
    epoch: 'integer',
    tries: 'integer',
    leaseUntil: 'integer',
    open: 'flag',
    newness: 'integer',
    filesExpireAt: 'integer?',
  },
  indexes: {
    newest: { order: ['newness'] },
    newestOf: { equals: ['createdBy'], order: ['newness'] },
    open: { order: ['createdAt'], when: 'open' },
    byFilesExpiry: { order: ['filesExpireAt'], when: 'filesExpireAt' },
  },
});
