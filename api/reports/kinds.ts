import { kind } from '../ports/store.ts';
import type { Report } from './rules/report.ts';

/** Reports, in the tenant's root. Each has a job of the same id. */
export const reports = kind<Report>()({
  name: 'report',
  key: ['reportId'],
  fields: {
    reportId: 'guid',
    kind: 'text',
    from: 'text',
    to: 'text',
    format: 'text',
    language: 'text',
    catalogId: 'guid?',
    peer: 'json?',
    askedBy: 'guid',
    createdAt: 'integer',
    newness: 'integer',
    file: 'json?',
    downloadedAt: 'integer?',
    awaited: 'flag',
    expiresAt: 'integer',
  },
  indexes: {
    newest: { order: ['newness'] },
    newestOf: { equals: ['askedBy'], order: ['newness'] },
    awaitedBy: { equals: ['askedBy'], order: ['newness'], when: 'awaited' },
  },
  expires: 'expiresAt',
});
