import { kind } from '../ports/store.ts';
import type { Due } from './rules.ts';

/** What is due, in the partitions of due work: one document for each kind of work of a tenant. */
export const dues = kind<Due>()({
  name: 'due',
  key: ['work', 'tenantId'],
  fields: {
    work: 'text',
    tenantId: 'guid',
    buckets: 'integer',
    dueAt: 'integer',
    asks: 'json',
    leaseUntil: 'integer',
    failures: 'integer',
  },
  indexes: { byDue: { order: ['dueAt'] } },
});
