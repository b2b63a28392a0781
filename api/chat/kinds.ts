import { kind } from '../ports/store.ts';
import type { AppOffer, Bringing } from './rules/bringing.ts';
import type { Conversation } from './rules/conversations.ts';

/** Where people and the bot speak, in the tenant's root. */
export const conversations = kind<Conversation>()({
  name: 'conversation',
  key: ['personId'],
  fields: {
    personId: 'guid',
    conversationId: 'text',
    serviceUrl: 'text',
    locale: 'text?',
    state: 'text',
    heardAt: 'integer',
    stateAt: 'integer',
  },
  indexes: {},
});

/** Whether a tenant lets the app be installed for people, in the tenant's root. */
export const bringings = kind<Bringing>()({
  name: 'appBringing',
  key: [],
  fields: { state: 'text', checkedAt: 'integer' },
  indexes: {},
});

/** To whom the app was brought, in the tenant's root. */
export const appOffers = kind<AppOffer>()({
  name: 'appOffer',
  key: ['personId'],
  fields: { personId: 'guid', outcome: 'text', at: 'integer', expiresAt: 'integer' },
  indexes: {},
  expires: 'expiresAt',
});
