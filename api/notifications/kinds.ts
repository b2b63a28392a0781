import { kind } from '../ports/store.ts';
import type { AnnouncedNotice } from './rules/announced.ts';
import type { Delivery } from './rules/deliveries.ts';
import type { Handling } from './rules/handlings.ts';
import type { Preference } from './rules/preferences.ts';
import type { Sighting } from './rules/sightings.ts';

/** What was announced, in the tenant's root. */
export const notices = kind<AnnouncedNotice>()({
  name: 'notice',
  key: ['noticeId'],
  fields: {
    noticeId: 'guid',
    at: 'integer',
    notice: 'json',
    occasion: 'text',
    openSince: 'integer?',
    expiresAt: 'integer',
  },
  indexes: { byTime: { order: ['at'] }, open: { order: ['openSince'], when: 'openSince' } },
  expires: 'expiresAt',
});

/** What was sent to whom and how it fared, in the tenant's root. */
export const deliveries = kind<Delivery>()({
  name: 'delivery',
  key: ['deliveryId'],
  fields: {
    deliveryId: 'guid',
    notice: 'json',
    noticeAt: 'integer',
    personId: 'guid',
    channel: 'text',
    state: 'text',
    reason: 'text?',
    tries: 'integer',
    begun: 'integer',
    dueAt: 'integer?',
    stateAt: 'integer',
    language: 'text?',
    newest: 'integer',
    expiresAt: 'integer',
    reminds: 'guid?',
  },
  indexes: {
    byAge: { order: ['newest'] },
    byState: { equals: ['state'], order: ['newest'] },
    byDue: { order: ['dueAt'], when: 'dueAt' },
  },
  expires: 'expiresAt',
});

/** What people want to be told, in the tenant's root. */
export const preferences = kind<Preference>()({
  name: 'notificationPreference',
  key: ['personId'],
  fields: { personId: 'guid', language: 'text?', off: 'json', changedAt: 'integer' },
  indexes: {},
});

/** Who takes care of what, in the tenant's root. */
export const handlings = kind<Handling>()({
  name: 'handling',
  key: ['occasionId'],
  fields: { occasionId: 'guid', personId: 'guid', at: 'integer', expiresAt: 'integer' },
  indexes: {},
  expires: 'expiresAt',
});

/** Who signed in as an admin, in the tenant's root. */
export const sightings = kind<Sighting>()({
  name: 'adminSighting',
  key: ['personId'],
  fields: { personId: 'guid', roles: 'json', seenAt: 'integer', expiresAt: 'integer' },
  indexes: { byAge: { order: ['seenAt'] } },
  expires: 'expiresAt',
});
