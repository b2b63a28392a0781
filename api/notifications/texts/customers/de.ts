import type { CustomerTexts, Forms } from '../say.ts';

const USERS: Forms = { one: '# Benutzer', other: '# Benutzer' };

/** German, of customers. */
export const customersDe: CustomerTexts = {
  'deleted-users-purge-soon': ({ customerName, users, purgeAt }, say) => ({
    subject: `${say.count(users, USERS)} von ${customerName} ${users === 1 ? 'ist' : 'sind'} bald endgültig gelöscht`,
    paragraphs: [
      `Sie haben ${users === 1 ? 'diesen Benutzer' : 'diese Benutzer'} bei ${customerName} gelöscht. Bis ${say.moment(purgeAt)} lässt sich ${users === 1 ? 'der Benutzer' : 'der erste von ihnen'} wiederherstellen; danach sind Konto und Daten verloren.`,
      'Ist das gewollt, müssen Sie nichts tun.',
    ],
  }),
};
