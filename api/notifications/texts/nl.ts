import { dayOf } from '../../kernel/time.ts';
import type { AccountReason } from '../../subscriptions/rules/account-states.ts';
import { nl as words } from '../../reports/texts/nl.ts';
import type { Month } from '../../usage/rules/months.ts';
import { ordersNl } from './orders/nl.ts';
import { customersNl } from './customers/nl.ts';
import { peersNl } from './peers/nl.ts';
import type { Forms, Say, Texts } from './say.ts';

const SEATS: Forms = { one: '# plaats', other: '# plaatsen' };
const PEOPLE_COUNT: Forms = { one: 'Er telt # persoon mee', other: 'Er tellen # personen mee' };
const DAYS: Forms = { one: '# dag', other: '# dagen' };
const LEFT: Forms = { one: 'er is nog # plaats over', other: 'er zijn nog # plaatsen over' };

const ROWS: Forms = { one: '# rij', other: '# rijen' };

const monthsOf = (from: Month, to: Month, say: Say): string =>
  from === to ? `van ${say.month(from)}` : `van ${say.month(from)} tot en met ${say.month(to)}`;

const INACTIVE: Readonly<Record<AccountReason, string>> = {
  moved: 'Het laatste abonnement is naar een andere tenant verplaatst.',
  expired: 'Het laatste abonnement is afgelopen en niet op tijd verlengd.',
  'trial-ended': 'De proefperiode is voorbij en er is geen abonnement geactiveerd.',
  deactivated: 'Het is door je organisatie gedeactiveerd.',
  payment: 'De bestellingen zijn niet betaald.',
  'seats-withdrawn': 'De ontvangen plaatsen zijn ingetrokken.',
};

/** Dutch. */
export const nl: Texts = {
  act: 'Openen in Headcount',
  footer:
    'Je krijgt dit bericht omdat je beheerder van Headcount bent in je organisatie. In Headcount kies je onder Meldingen de taal en wat je wilt weten.',
  answer: 'Antwoorden in Headcount',
  learnerFooter:
    'Je krijgt dit bericht omdat je een plaats van het leerabonnement van je organisatie inneemt.',
  moreSeats: (contact) =>
    contact === null
      ? 'Vraag de leverancier van je abonnement om meer plaatsen.'
      : `Neem voor meer plaatsen contact op met ${contact}.`,
  notices: {
    ...ordersNl,
    ...customersNl,
    ...peersNl,
    'threshold-reached': ({ threshold, used, capacity }, say) => ({
      subject: `${say.percent(threshold)} van je plaatsen is bezet`,
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)} en je organisatie heeft ${say.count(capacity, SEATS)}: ${say.count(Math.max(0, capacity - used), LEFT)}.`,
        'Er wordt niets geweigerd. Als alle plaatsen bezet zijn, begint een respijtperiode van 14 dagen en krijg je bericht.',
      ],
    }),
    'usage-threshold-reached': ({ threshold, used, purchased, from, to }, say) => ({
      subject:
        threshold === 100
          ? 'Al je maandelijks actieve gebruikers zijn opgebruikt'
          : `${say.percent(threshold)} van je maandelijks actieve gebruikers is opgebruikt`,
      paragraphs: [
        `Van ${say.month(from)} tot en met ${say.month(to)} heeft je organisatie ${say.number(purchased)} maandelijks actieve gebruikers, opgeteld over de maanden, en daarvan ${say.number(used)} gebruikt.`,
        'Er wordt niets geweigerd: iedereen werkt door, en wat erboven komt, staat er als overschrijding. Een volgende activeringssleutel telt bij deze periode op.',
      ],
    }),
    'limit-reached': ({ used, capacity, closesAt }, say) => ({
      subject: 'Al je plaatsen zijn bezet: 14 dagen respijt',
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)} en je organisatie heeft ${say.count(capacity, SEATS)}.`,
        `Tot ${say.moment(closesAt)} werkt iedereen door en wordt er niets geweigerd. Tellen er bij het einde van de respijtperiode meer personen mee dan er plaatsen zijn, dan stopt het leren; tellen er precies evenveel mee, dan worden alleen nieuwe plaatsen geweigerd.`,
        'De respijtperiode eindigt meteen zodra er minder personen meetellen dan er plaatsen zijn: zorg voor meer plaatsen of schrijf personen uit die hun plaats niet meer nodig hebben.',
      ],
    }),
    'grace-days-left': ({ reason, daysLeft, closesAt }, say) => ({
      subject:
        daysLeft === 0
          ? 'De respijtperiode eindigt nu'
          : `Nog ${say.count(daysLeft, DAYS)} tot het einde van de respijtperiode`,
      paragraphs:
        reason === 'limit'
          ? [
              `Al je plaatsen zijn bezet. De respijtperiode eindigt op ${say.moment(closesAt)}.`,
              'Tellen er dan meer personen mee dan er plaatsen zijn, dan stopt het leren; tellen er precies evenveel mee, dan worden alleen nieuwe plaatsen geweigerd. De respijtperiode eindigt meteen zodra er minder personen meetellen dan er plaatsen zijn.',
            ]
          : [
              `Een abonnement van je organisatie is afgelopen. De plaatsen ervan tellen tot ${say.moment(closesAt)}.`,
              'Daarna vervallen ze. Was het je laatste abonnement, dan wordt het account inactief en stopt het leren. Activeer het verlengde abonnement voor die tijd.',
            ],
    }),
    'window-ended': ({ outcome }) =>
      outcome === 'no-new-seats'
        ? {
            subject: 'De respijtperiode is voorbij: geen nieuwe plaatsen',
            paragraphs: [
              'Er tellen precies evenveel personen mee als er plaatsen zijn. Iedereen werkt door; alles waarvoor nog een plaats nodig is, wordt geweigerd totdat er een plaats vrij is of je er meer hebt.',
            ],
          }
        : outcome === 'stopped'
          ? {
              subject: 'Het leren is gestopt: er tellen meer personen mee dan er plaatsen zijn',
              paragraphs: [
                'De respijtperiode is voorbij. Cursisten zien nu een pagina waarop dat staat; hun cursussen en voortgang blijven bewaard.',
                'Beheerders werken door. Cursisten kunnen verder zodra er niet meer personen meetellen dan er plaatsen zijn: zorg voor meer plaatsen of schrijf personen uit die hun plaats niet meer nodig hebben.',
              ],
            }
          : {
              subject: 'Het leren is gestopt: je abonnement is niet verlengd',
              paragraphs: [
                'De 14 dagen na het einde van je laatste abonnement zijn voorbij. Cursisten zien nu een pagina waarop dat staat; hun cursussen en voortgang blijven bewaard.',
                'Cursisten kunnen verder zodra er een abonnement is geactiveerd.',
              ],
            },
    'window-closed': ({ reason }) =>
      reason === 'limit'
        ? {
            subject: 'Er zijn weer plaatsen vrij',
            paragraphs: [
              'Er tellen minder personen mee dan er plaatsen zijn, dus de respijtperiode is beëindigd. Je hoeft niets te doen.',
            ],
          }
        : {
            subject: 'De respijtperiode van je abonnement is beëindigd',
            paragraphs: [
              'De reden ervoor is weg: het abonnement is verlengd of is hier niet meer actief. Je hoeft niets te doen.',
            ],
          },
    'term-ends': ({ daysLeft, endsOn }, say) => ({
      subject: `Je abonnement loopt over ${say.count(daysLeft, DAYS)} af`,
      paragraphs: [
        `Een abonnement van je organisatie loopt af op ${say.day(endsOn)}. De plaatsen ervan tellen nog 14 dagen langer; daarna vervallen ze.`,
        'Verleng het op tijd en activeer het hier met de nieuwe sleutel.',
      ],
    }),
    'subscription-expired': ({ closesAt }, say) => ({
      subject: 'Je abonnement is afgelopen: 14 dagen respijt',
      paragraphs: [
        `De plaatsen ervan tellen tot ${say.moment(closesAt)}, en tot dan werkt iedereen door.`,
        'Daarna vervallen ze. Was het je laatste abonnement, dan wordt het account inactief en stopt het leren. Activeer het verlengde abonnement voor die tijd.',
      ],
    }),
    'subscription-activated': ({ plan, seats, endsOn }, say) => ({
      subject: 'Je abonnement is actief',
      paragraphs: [
        plan === 'seats'
          ? `Het geeft je organisatie ${say.count(seats, SEATS)} en loopt tot ${say.day(endsOn)}.`
          : `Het wordt afgerekend naar maandelijks actieve gebruikers, omvat er in totaal ${say.number(seats)} en loopt tot ${say.day(endsOn)}.`,
      ],
    }),
    'subscription-moved-here': () => ({
      subject: 'Er is een abonnement naar je organisatie verplaatst',
      paragraphs: [
        'De activeringssleutel is hier gebruikt. Het abonnement is nu actief in jouw tenant en niet meer in de tenant waar het eerder actief was.',
      ],
    }),
    'subscription-moved-away': () => ({
      subject: 'Een abonnement van je organisatie is naar een andere tenant verplaatst',
      paragraphs: [
        'De activeringssleutel is in een andere tenant gebruikt. Het abonnement is niet meer actief in jouw tenant en de plaatsen ervan tellen hier niet meer. Je catalogi, cursussen en inschrijvingen blijven bewaard.',
        'Heeft niemand in je organisatie dit gedaan, meld het dan aan de leverancier van je abonnement.',
      ],
    }),
    'learning-resumed': () => ({
      subject: 'Cursisten kunnen weer verder',
      paragraphs: ['Het leren is weer open. Je hoeft niets te doen.'],
    }),
    'account-inactive': ({ reason }) => ({
      subject: 'Je account bij Headcount is inactief',
      paragraphs: [
        `${INACTIVE[reason]} Het leren is gestopt; cursisten zien een pagina waarop dat staat.`,
        'Je gegevens blijven bewaard. Het account wordt weer actief zodra er een abonnement is geactiveerd.',
      ],
    }),
    'seat-asked': ({ isReminder, idleSince, answerBy }, say) => ({
      subject: isReminder
        ? 'Herinnering: heb je je plaats om te leren nog nodig?'
        : 'Heb je je plaats om te leren nog nodig?',
      paragraphs: [
        `Sinds ${say.day(dayOf(idleSince))} is er in het leersysteem niets van je geregistreerd, en iemand anders zou je plaats kunnen gebruiken.`,
        `Laat vóór het einde van ${say.day(dayOf(answerBy))} weten of je de plaats houdt of opgeeft. Houd je de plaats, dan verandert er niets. Geef je de plaats op, dan eindigen je inschrijvingen; je geschiedenis blijft bewaard en een beheerder kan je opnieuw inschrijven.`,
      ],
    }),
    'seat-released': () => ({
      subject: 'Je plaats om te leren is vrijgegeven',
      paragraphs: [
        'Je inschrijvingen zijn beëindigd en de plaats is vrij voor iemand anders. Je geschiedenis blijft bewaard.',
        'Wil je weer leren, vraag het dan aan een beheerder van je leersysteem: je inschrijvingen kunnen worden hersteld.',
      ],
    }),
    'report-ready': ({ kind, from, to, rows }, say) => ({
      subject: `Het rapport dat je hebt gevraagd is klaar: ${words.sheets[kind]}`,
      paragraphs: [
        `Het bevat ${say.count(rows, ROWS)} ${monthsOf(from, to, say)}. De download begint vanzelf als je Headcount weer opent; het bestand wordt 30 dagen bewaard.`,
      ],
    }),
  },
};
