import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { SpentWrites } from '../ports/write-ledger.ts';
import { searchWordsOf, type Customer, type CustomersReading } from './rules/customer.ts';
import type { PartnerGrant } from './rules/grant.ts';
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
    summary: 'json?',
    undoes: 'guid?',
    undoneBy: 'guid?',
    handedOutAt: 'integer?',
    handedOutBefore: 'json?',
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
    deletions: { order: ['newestDeletion'], when: 'newestDeletion' },
  },
  expires: 'expiresAt',
});

/** Customers as the partner last saw them, in the partner's root. */
export const customers = kind<Customer>()({
  name: 'customer',
  key: ['customerId'],
  fields: {
    customerId: 'guid',
    displayName: 'text',
    nameKey: 'text',
    status: 'text',
    relationships: 'json',
    seenAt: 'integer',
  },
  indexes: {
    byName: { order: ['nameKey'] },
    byStatus: { equals: ['status'], order: ['nameKey'] },
    byWord: { each: searchWordsOf, reads: ['customerId', 'displayName'], order: ['nameKey'] },
  },
});

/** When the partner's customers were last read, in the partner's root. */
export const customersReadings = kind<CustomersReading>()({
  name: 'customersReading',
  key: [],
  fields: { readAt: 'integer?', warnedUpTo: 'integer' },
  indexes: {},
});

/** What lasts of an agent's sign-in, in the partner's root: sealed, so that jobs go on without the agent. */
export const partnerGrants = kind<PartnerGrant>()({
  name: 'partnerGrant',
  key: ['personId'],
  fields: { personId: 'guid', sealed: 'text', grantedAt: 'integer' },
  indexes: {},
});

/** A process and the writes of it that count. */
interface Line {
  readonly process: string;
  readonly spent: readonly SpentWrites[];
}

/** What all processes have spent of the write limit of a tenant; in that tenant's own root. */
export interface WriteLog {
  readonly lines: readonly Line[];
  /** When nothing in it counts any more. */
  readonly expiresAt: Instant;
}

/** One for each customer's tenant that is written to. */
export const customerWriteLogs = kind<WriteLog>()({
  name: 'customerWriteLog',
  key: [],
  fields: { lines: 'json', expiresAt: 'integer' },
  indexes: {},
  expires: 'expiresAt',
});
