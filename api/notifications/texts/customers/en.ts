import type { CustomerTexts, Forms } from '../say.ts';

const USERS: Forms = { one: '# user', other: '# users' };

/** English, of customers. */
export const customersEn: CustomerTexts = {
  'deleted-users-purge-soon': ({ customerName, users, purgeAt }, say) => ({
    subject: `${say.count(users, USERS)} of ${customerName} will soon be gone for good`,
    paragraphs: [
      `You deleted ${users === 1 ? 'this user' : 'these users'} at ${customerName}. Until ${say.moment(purgeAt)} ${users === 1 ? 'the user' : 'the first of them'} can be restored; after that account and data are gone.`,
      'If that is what you want, there is nothing to do.',
    ],
  }),
};
