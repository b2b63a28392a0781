import { kind } from '../ports/store.ts';
import type { Conversation } from './rules.ts';

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
