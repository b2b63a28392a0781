import type { CustomerTexts, Forms } from '../say.ts';

const USERS: Forms = { one: '# gebruiker', other: '# gebruikers' };

/** Dutch, of customers. */
export const customersNl: CustomerTexts = {
  'deleted-users-purge-soon': ({ customerName, users, purgeAt }, say) => ({
    subject: `${say.count(users, USERS)} van ${customerName} ${users === 1 ? 'is' : 'zijn'} binnenkort definitief weg`,
    paragraphs: [
      `Je hebt ${users === 1 ? 'deze gebruiker' : 'deze gebruikers'} bij ${customerName} verwijderd. Tot ${say.moment(purgeAt)} kan ${users === 1 ? 'de gebruiker' : 'de eerste van hen'} worden teruggezet; daarna zijn account en gegevens weg.`,
      'Is dat de bedoeling, dan hoef je niets te doen.',
    ],
  }),
};
