import type { Forms, PeerTexts } from '../say.ts';

const SEATS: Forms = { one: '# Platz', other: '# Plätze' };

/** German, of peer accounts. */
export const peersDe: PeerTexts = {
  'peer-requested': ({ subdomain, seats, training, users, isChange }, say) => ({
    subject: isChange
      ? `${subdomain} bittet um eine Änderung`
      : `${subdomain} möchte Ihr Partnerkonto werden`,
    paragraphs: [
      seats > 0
        ? `Es bietet Ihrem Konto insgesamt ${say.count(seats, SEATS)} an.`
        : 'Es bietet keine Plätze an und bittet nur um Berichte.',
      ...(training
        ? ['Es möchte Schulungsberichte über die Kataloge sehen, die es freigibt.']
        : []),
      ...(users
        ? [
            'Es möchte den Benutzerbericht Ihres ganzen Kontos herunterladen. Darüber entscheiden Sie gesondert; er bleibt aus, wenn Sie ihn nicht einschalten.',
          ]
        : []),
      'Nur Sie können das annehmen oder ablehnen. Sehen Sie sich zuerst die Einzelheiten an.',
    ],
  }),
  'peer-decided': ({ subdomain, accepted, seats }, say) =>
    accepted
      ? {
          subject: `${subdomain} hat Ihre Anfrage angenommen`,
          paragraphs: [
            seats > 0
              ? `Dort dürfen nun ${say.count(seats, SEATS)} von Ihnen benutzt werden, und die erbetenen Berichte sind offen.`
              : 'Die erbetenen Berichte sind offen.',
          ],
        }
      : {
          subject: `${subdomain} hat Ihre Anfrage abgelehnt`,
          paragraphs: ['Es wurde nichts gewährt. Zurückgelegte Plätze sind wieder frei.'],
        },
  'peer-request-ended': ({ subdomain, because, direction }) =>
    because === 'withdrawn'
      ? {
          subject: `${subdomain} hat die Anfrage zurückgezogen`,
          paragraphs: ['Es ist nichts mehr zu entscheiden.'],
        }
      : direction === 'given'
        ? {
            subject: `Ihre Anfrage an ${subdomain} wurde zurückgenommen`,
            paragraphs: [
              'Ihr Konto hat die Plätze nicht mehr, die dafür zurückgelegt waren. Senden Sie eine neue, sobald Sie wieder Plätze haben.',
            ],
          }
        : {
            subject: `Die Anfrage von ${subdomain} wurde zurückgenommen`,
            paragraphs: ['Dieses Konto hat die angebotenen Plätze nicht mehr.'],
          },
  'peer-lowered': ({ subdomain, because, direction, before, seats }, say) =>
    direction === 'given'
      ? {
          subject: `Sie teilen weniger Plätze mit ${subdomain}`,
          paragraphs: [
            `Ihr Konto hat weniger Plätze, als es geteilt hat. Dem anderen bleiben nun ${say.count(seats, SEATS)} statt ${say.number(before)}.`,
          ],
        }
      : {
          subject: `${subdomain} teilt weniger mit Ihnen`,
          paragraphs: [
            because === 'not-covered'
              ? `Es hat weniger Plätze, als es geteilt hat. Ihnen bleiben nun ${say.count(seats, SEATS)} statt ${say.number(before)}.`
              : `Ihnen bleiben nun ${say.count(seats, SEATS)} statt ${say.number(before)}.`,
            'Zählen mehr Personen, als es Plätze gibt, so beginnt eine Frist von 14 Tagen, und Sie werden benachrichtigt.',
          ],
        },
  'peer-deleted': ({ subdomain, because, direction, seats }, say) => ({
    subject: `${subdomain} ist nicht mehr Ihr Partnerkonto`,
    paragraphs:
      direction === 'given'
        ? [
            because === 'not-covered'
              ? 'Ihr Konto hat die Plätze nicht mehr, die es geteilt hat.'
              : `Das andere Konto hat es beendet; Sie haben ${say.count(seats, SEATS)} zurück.`,
            'Die Berichte darüber sind geschlossen.',
          ]
        : [
            because === 'not-covered'
              ? `Es hat die geteilten Plätze nicht mehr: ${say.count(seats, SEATS)}.`
              : `Es hat das beendet und ${say.count(seats, SEATS)} zurückgenommen.`,
            'Seine Berichte über Ihr Konto sind geschlossen. Zählen mehr Personen, als es Plätze gibt, so beginnt eine Frist von 14 Tagen; ein Konto ohne andere Plätze wird inaktiv.',
          ],
  }),
  'peer-admin-lost': ({ subdomain }) => ({
    subject: `Niemand kann Ihre Anfrage an ${subdomain} entscheiden`,
    paragraphs: [
      'Die genannte Person hat dort keine Verwaltungsrolle mehr. Ziehen Sie die Anfrage zurück und nennen Sie jemand anderen.',
    ],
  }),
};
