import { kind } from '../ports/store.ts';
import type { Event } from './rules.ts';

/** Every commit that changes something writes one, in its own partition. */
export const events = kind<Event>()({
  name: 'event',
  key: ['eventId'],
  fields: {
    eventId: 'guid',
    at: 'integer',
    what: 'text',
    actorId: 'guid?',
    actId: 'text',
    newest: 'integer',
    newestMove: 'integer?',
    data: 'json',
  },
  indexes: {
    byAge: { order: ['newest'] },
    byMove: { order: ['newestMove'], when: 'newestMove' },
  },
  log: true,
});
