import type { CustomerTexts, Forms } from '../say.ts';

const USERS: Forms = { one: '# utilisateur', many: '# d’utilisateurs', other: '# utilisateurs' };

/** French, of customers. */
export const customersFr: CustomerTexts = {
  'deleted-users-purge-soon': ({ customerName, users, purgeAt }, say) => ({
    subject: `${say.count(users, USERS)} de ${customerName} ${users === 1 ? 'disparaîtra' : 'disparaîtront'} bientôt pour de bon`,
    paragraphs: [
      `Vous avez supprimé ${users === 1 ? 'cet utilisateur' : 'ces utilisateurs'} chez ${customerName}. Jusqu’au ${say.moment(purgeAt)}, ${users === 1 ? 'il' : 'le premier d’entre eux'} peut être restauré\u00a0; ensuite, le compte et les données sont perdus.`,
      'Si c’est ce que vous voulez, il n’y a rien à faire.',
    ],
  }),
};
