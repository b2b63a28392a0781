import type { Forms, PeerTexts } from '../say.ts';

const SEATS: Forms = { one: '# place', other: '# places' };

/** French, of peer accounts. */
export const peersFr: PeerTexts = {
  'peer-requested': ({ subdomain, seats, training, users, isChange }, say) => ({
    subject: isChange
      ? `${subdomain} demande une modification`
      : `${subdomain} demande à être votre compte partenaire`,
    paragraphs: [
      seats > 0
        ? `Il offre à votre compte ${say.count(seats, SEATS)} en tout.`
        : 'Il n’offre pas de places et ne demande que des rapports.',
      ...(training
        ? ['Il demande à voir les rapports de formation sur les catalogues qu’il partage.']
        : []),
      ...(users
        ? [
            'Il demande à télécharger le rapport des utilisateurs de tout votre compte. Vous en décidez séparément, et il reste fermé sauf si vous l’activez.',
          ]
        : []),
      'Vous seul pouvez accepter ou refuser. Regardez d’abord les détails.',
    ],
  }),
  'peer-decided': ({ subdomain, accepted, seats }, say) =>
    accepted
      ? {
          subject: `${subdomain} a accepté votre demande`,
          paragraphs: [
            seats > 0
              ? `Il peut maintenant utiliser ${say.count(seats, SEATS)} des vôtres, et les rapports demandés sont ouverts.`
              : 'Les rapports demandés sont ouverts.',
          ],
        }
      : {
          subject: `${subdomain} a refusé votre demande`,
          paragraphs: ['Rien n’a été accordé. Les places réservées sont de nouveau libres.'],
        },
  'peer-request-ended': ({ subdomain, because, direction }) =>
    because === 'withdrawn'
      ? {
          subject: `${subdomain} a retiré sa demande`,
          paragraphs: ['Il n’y a plus rien à décider.'],
        }
      : direction === 'given'
        ? {
            subject: `Votre demande à ${subdomain} a été reprise`,
            paragraphs: [
              'Votre compte n’a plus les places qu’il avait réservées. Quand vous en aurez d’autres, envoyez une nouvelle demande.',
            ],
          }
        : {
            subject: `La demande de ${subdomain} a été reprise`,
            paragraphs: ['Ce compte n’a plus les places qu’il offrait.'],
          },
  'peer-lowered': ({ subdomain, because, direction, before, seats }, say) =>
    direction === 'given'
      ? {
          subject: `Vous partagez moins de places avec ${subdomain}`,
          paragraphs: [
            `Votre compte a moins de places qu’il n’en partageait. Cet autre compte dispose maintenant de ${say.count(seats, SEATS)} au lieu de ${say.number(before)}.`,
          ],
        }
      : {
          subject: `${subdomain} partage moins avec vous`,
          paragraphs: [
            because === 'not-covered'
              ? `Il a moins de places qu’il n’en partageait. Il vous en reste ${say.count(seats, SEATS)} au lieu de ${say.number(before)}.`
              : `Vous en avez maintenant ${say.count(seats, SEATS)}, au lieu de ${say.number(before)}.`,
            'Si plus de personnes comptent qu’il n’y a de places, un délai de grâce de 14 jours s’ouvre et vous en êtes informé.',
          ],
        },
  'peer-deleted': ({ subdomain, because, direction, seats }, say) => ({
    subject: `${subdomain} n’est plus votre compte partenaire`,
    paragraphs:
      direction === 'given'
        ? [
            because === 'not-covered'
              ? 'Votre compte n’a plus les places qu’il partageait.'
              : `L’autre compte y a mis fin, et ${say.count(seats, SEATS)} vous reviennent.`,
            'Ses rapports sont fermés.',
          ]
        : [
            because === 'not-covered'
              ? `Il n’a plus les places qu’il partageait, à savoir ${say.count(seats, SEATS)}.`
              : `Il y a mis fin et a repris ${say.count(seats, SEATS)}.`,
            'Ses rapports sur votre compte sont fermés. Si plus de personnes comptent qu’il n’y a de places, un délai de grâce de 14 jours s’ouvre; un compte sans autres places devient inactif.',
          ],
  }),
  'peer-admin-lost': ({ subdomain }) => ({
    subject: `Personne ne peut décider de la demande à ${subdomain}`,
    paragraphs: [
      'La personne que vous avez nommée n’y est plus administratrice. Retirez la demande et nommez un autre administrateur.',
    ],
  }),
};
