import { kind } from '../ports/store.ts';
import type { Ask } from './rules/asks.ts';
import type { ReclaimSettings } from './rules/settings.ts';

/** What was last asked and done about people's seats, in the tenant's root: one document for each person. */
export const asks = kind<Ask>()({
  name: 'ask',
  key: ['personId'],
  fields: {
    personId: 'guid',
    askId: 'guid',
    state: 'text',
    stateAt: 'integer',
    newest: 'integer',
    idleSince: 'integer',
    askedAt: 'integer?',
    askedBy: 'guid?',
    remindAt: 'integer?',
    remindedAt: 'integer?',
    answerBy: 'integer?',
    answer: 'text?',
    answeredAt: 'integer?',
    restsUntil: 'integer?',
    release: 'json?',
    restoring: 'json?',
    obstacle: 'text?',
    dueAt: 'integer?',
  },
  indexes: {
    byAge: { order: ['newest'] },
    byState: { equals: ['state'], order: ['newest'] },
    byDue: { order: ['dueAt'], when: 'dueAt' },
  },
});

/** How the account handles seats that are not used, in the tenant's root: made when something is set for the first time. */
export const reclaimSettings = kind<ReclaimSettings>()({
  name: 'reclaimSettings',
  key: [],
  fields: {
    inactiveDays: 'integer',
    remindAfterDays: 'integer',
    answerWithinDays: 'integer',
    restDays: 'integer',
    releases: 'text',
    changedAt: 'integer?',
  },
  indexes: {},
});
