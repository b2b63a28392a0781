import { kind } from '../ports/store.ts';
import type { AnnouncedNotice } from './rules/announced.ts';

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
  indexes: { open: { order: ['openSince'], when: 'openSince' } },
  expires: 'expiresAt',
});
