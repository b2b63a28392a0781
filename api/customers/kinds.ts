import { kind } from '../ports/store.ts';
import type { Entry } from './rules/plans/entry.ts';
import type { Plan } from './rules/plans/plan.ts';

/** Bulk acts at customers, in the root of the partner whose agent asked. */
export const customerPlans = kind<Plan>()({
  name: 'customerPlan',
  key: ['planId'],
  fields: {
    planId: 'guid',
    customerId: 'guid',
    what: 'text',
    state: 'text',
    total: 'integer',
    planned: 'integer',
    begun: 'integer',
    done: 'integer',
    partly: 'integer',
    refused: 'integer',
    unknown: 'integer',
    skipped: 'integer',
    undoes: 'guid?',
    undoneBy: 'guid?',
    createdBy: 'guid',
    createdAt: 'integer',
    newness: 'integer',
    expiresAt: 'integer',
  },
  indexes: {
    newestOf: { equals: ['customerId'], order: ['newness'] },
  },
  expires: 'expiresAt',
});

/** The acts of plans, one for each user, beside their plans. */
export const customerEntries = kind<Entry>()({
  name: 'customerEntry',
  key: ['planId', 'no'],
  fields: {
    planId: 'guid',
    no: 'integer',
    customerId: 'guid',
    act: 'json?',
    userId: 'guid?',
    userName: 'text?',
    state: 'text',
    row: 'json?',
    begunAt: 'integer?',
    before: 'json?',
    outcome: 'json?',
    newestDeletion: 'integer?',
    expiresAt: 'integer',
  },
  indexes: {
    inOrder: { equals: ['planId'], order: ['no'] },
    byState: { equals: ['planId', 'state'], order: ['no'] },
    deletionsOf: {
      equals: ['customerId', 'userId'],
      order: ['newestDeletion'],
      when: 'newestDeletion',
    },
  },
  expires: 'expiresAt',
});
