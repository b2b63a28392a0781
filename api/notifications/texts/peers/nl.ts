import type { Forms, PeerTexts } from '../say.ts';

const SEATS: Forms = { one: '# plaats', other: '# plaatsen' };

/** Dutch, of peer accounts. */
export const peersNl: PeerTexts = {
  'peer-requested': ({ subdomain, seats, training, users, isChange }, say) => ({
    subject: isChange
      ? `${subdomain} vraagt om een wijziging`
      : `${subdomain} wil je partneraccount worden`,
    paragraphs: [
      seats > 0
        ? `Het biedt je account in totaal ${say.count(seats, SEATS)} aan.`
        : 'Het biedt geen plaatsen aan en vraagt alleen om rapporten.',
      ...(training ? ['Het wil trainingsrapporten zien over de catalogi die het deelt.'] : []),
      ...(users
        ? [
            'Het wil het gebruikersrapport van je hele account downloaden. Daarover beslis je apart; het blijft uit tenzij je het aanzet.',
          ]
        : []),
      'Alleen jij kunt dit accepteren of afwijzen. Bekijk eerst de details.',
    ],
  }),
  'peer-decided': ({ subdomain, accepted, seats }, say) =>
    accepted
      ? {
          subject: `${subdomain} heeft je verzoek geaccepteerd`,
          paragraphs: [
            seats > 0
              ? `Het mag nu ${say.count(seats, SEATS)} van jullie gebruiken, en de gevraagde rapporten staan open.`
              : 'De gevraagde rapporten staan open.',
          ],
        }
      : {
          subject: `${subdomain} heeft je verzoek afgewezen`,
          paragraphs: ['Er is niets toegekend. Gereserveerde plaatsen zijn weer vrij.'],
        },
  'peer-request-ended': ({ subdomain, because, direction }) =>
    because === 'withdrawn'
      ? {
          subject: `${subdomain} heeft het verzoek ingetrokken`,
          paragraphs: ['Er valt niets meer te beslissen.'],
        }
      : direction === 'given'
        ? {
            subject: `Je verzoek aan ${subdomain} is teruggenomen`,
            paragraphs: [
              'Je account heeft de plaatsen niet meer die daarvoor gereserveerd waren. Stuur een nieuw verzoek zodra je meer plaatsen hebt.',
            ],
          }
        : {
            subject: `Het verzoek van ${subdomain} is teruggenomen`,
            paragraphs: ['Dat account heeft de aangeboden plaatsen niet meer.'],
          },
  'peer-lowered': ({ subdomain, because, direction, before, seats }, say) =>
    direction === 'given'
      ? {
          subject: `Je deelt minder plaatsen met ${subdomain}`,
          paragraphs: [
            `Je account heeft minder plaatsen dan het deelde. Dat account heeft nu ${say.count(seats, SEATS)} in plaats van ${say.number(before)}.`,
          ],
        }
      : {
          subject: `${subdomain} deelt minder met je`,
          paragraphs: [
            because === 'not-covered'
              ? `Het heeft minder plaatsen dan het deelde. Je hebt er nu ${say.count(seats, SEATS)} van in plaats van ${say.number(before)}.`
              : `Je hebt er nu ${say.count(seats, SEATS)} van; eerst waren het er ${say.number(before)}.`,
            'Tellen er meer personen mee dan er plaatsen zijn, dan begint een respijtperiode van 14 dagen en krijg je bericht.',
          ],
        },
  'peer-deleted': ({ subdomain, because, direction, seats }, say) => ({
    subject: `${subdomain} is je partneraccount niet meer`,
    paragraphs:
      direction === 'given'
        ? [
            because === 'not-covered'
              ? 'Je account heeft de gedeelde plaatsen niet meer.'
              : `Het andere account heeft het beëindigd; ${say.count(seats, SEATS)} kwamen terug.`,
            'De rapporten zijn gesloten.',
          ]
        : [
            because === 'not-covered'
              ? `Het heeft de gedeelde plaatsen niet meer: ${say.count(seats, SEATS)}.`
              : `Het heeft dit beëindigd en ${say.count(seats, SEATS)} teruggenomen.`,
            'De rapporten over je account zijn gesloten. Tellen er meer personen mee dan er plaatsen zijn, dan begint een respijtperiode van 14 dagen; een account zonder andere plaatsen wordt inactief.',
          ],
  }),
  'peer-admin-lost': ({ subdomain }) => ({
    subject: `Niemand kan je verzoek aan ${subdomain} beslissen`,
    paragraphs: [
      'De persoon die je hebt genoemd is daar geen beheerder meer. Trek het verzoek in en noem een andere beheerder.',
    ],
  }),
};
