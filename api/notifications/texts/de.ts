import { dayOf } from '../../kernel/time.ts';
import type { AccountReason } from '../../subscriptions/rules/account-states.ts';
import { de as words } from '../../reports/texts/de.ts';
import type { Month } from '../../usage/rules/months.ts';
import { ordersDe } from './orders/de.ts';
import { customersDe } from './customers/de.ts';
import { peersDe } from './peers/de.ts';
import type { Forms, Say, Texts } from './say.ts';

const SEATS: Forms = { one: '# Platz', other: '# Plätze' };
const PEOPLE_COUNT: Forms = { one: '# Person zählt', other: '# Personen zählen' };
const LEFT: Forms = { one: '# Platz ist noch frei', other: '# Plätze sind noch frei' };

const ROWS: Forms = { one: '# Zeile', other: '# Zeilen' };

const monthsOf = (from: Month, to: Month, say: Say): string =>
  from === to ? `für ${say.month(from)}` : `von ${say.month(from)} bis ${say.month(to)}`;

const INACTIVE: Readonly<Record<AccountReason, string>> = {
  moved: 'Sein letztes Abonnement wurde in einen anderen Mandanten verschoben.',
  expired: 'Sein letztes Abonnement ist abgelaufen und wurde nicht rechtzeitig verlängert.',
  'trial-ended': 'Die Testphase ist vorbei, und es wurde kein Abonnement aktiviert.',
  deactivated: 'Es wurde von Ihrer Organisation deaktiviert.',
  payment: 'Seine Bestellungen wurden nicht bezahlt.',
  'seats-withdrawn': 'Die Plätze, die es erhalten hatte, wurden zurückgezogen.',
};

/** German. */
export const de: Texts = {
  act: 'In Headcount öffnen',
  footer:
    'Sie erhalten diese Nachricht, weil Sie in Ihrer Organisation Headcount verwalten. Die Sprache und worüber Sie informiert werden, wählen Sie in Headcount unter „Benachrichtigungen“.',
  answer: 'In Headcount antworten',
  learnerFooter:
    'Sie erhalten diese Nachricht, weil Sie einen Platz des Lernabonnements Ihrer Organisation belegen.',
  moreSeats: (contact) =>
    contact === null
      ? 'Weitere Plätze erhalten Sie beim Anbieter Ihres Abonnements.'
      : `Für weitere Plätze wenden Sie sich an ${contact}.`,
  notices: {
    ...ordersDe,
    ...customersDe,
    ...peersDe,
    'threshold-reached': ({ threshold, used, capacity }, say) => ({
      subject: `${say.percent(threshold)} Ihrer Plätze sind belegt`,
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)}, und Ihre Organisation hat ${say.count(capacity, SEATS)}: ${say.count(Math.max(0, capacity - used), LEFT)}.`,
        'Nichts wird abgelehnt. Sind alle Plätze belegt, beginnt eine Nachfrist von 14 Tagen, und Sie erhalten eine Nachricht.',
      ],
    }),
    'usage-threshold-reached': ({ threshold, used, purchased, from, to }, say) => ({
      subject:
        threshold === 100
          ? 'Alle monatlich aktiven Nutzer sind verbraucht'
          : `${say.percent(threshold)} der monatlich aktiven Nutzer sind verbraucht`,
      paragraphs: [
        `Von ${say.month(from)} bis ${say.month(to)} hat Ihre Organisation ${say.number(purchased)} monatlich aktive Nutzer, über die Monate zusammengezählt, und davon ${say.number(used)} verbraucht.`,
        'Es wird nichts abgelehnt: Alle arbeiten weiter, und was darüber hinausgeht, steht als Überschreitung da. Ein weiterer Aktivierungsschlüssel erhöht diesen Zeitraum.',
      ],
    }),
    'limit-reached': ({ used, capacity, closesAt }, say) => ({
      subject: 'Alle Ihre Plätze sind belegt: 14 Tage Nachfrist',
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)}, und Ihre Organisation hat ${say.count(capacity, SEATS)}.`,
        `Bis zum ${say.moment(closesAt)} arbeiten alle weiter, und nichts wird abgelehnt. Zählen am Ende der Nachfrist mehr Personen, als es Plätze gibt, wird das Lernen angehalten; zählen genau so viele, werden nur neue Plätze abgelehnt.`,
        'Die Nachfrist endet sofort, wenn weniger Personen zählen, als es Plätze gibt: Beschaffen Sie weitere Plätze, oder heben Sie die Einschreibung von Personen auf, die ihren Platz nicht mehr brauchen.',
      ],
    }),
    'grace-days-left': ({ reason, daysLeft, closesAt }, say) => ({
      subject:
        daysLeft === 0
          ? 'Die Nachfrist endet jetzt'
          : `Noch ${say.count(daysLeft, { one: '# Tag', other: '# Tage' })} bis zum Ende der Nachfrist`,
      paragraphs:
        reason === 'limit'
          ? [
              `Alle Ihre Plätze sind belegt. Die Nachfrist endet am ${say.moment(closesAt)}.`,
              'Zählen dann mehr Personen, als es Plätze gibt, wird das Lernen angehalten; zählen genau so viele, werden nur neue Plätze abgelehnt. Die Nachfrist endet sofort, wenn weniger Personen zählen, als es Plätze gibt.',
            ]
          : [
              `Ein Abonnement Ihrer Organisation ist abgelaufen. Seine Plätze zählen bis zum ${say.moment(closesAt)}.`,
              'Danach entfallen sie. War es das letzte Abonnement, wird das Konto inaktiv, und das Lernen wird angehalten. Aktivieren Sie vorher das verlängerte Abonnement.',
            ],
    }),
    'window-ended': ({ outcome }) =>
      outcome === 'no-new-seats'
        ? {
            subject: 'Die Nachfrist ist abgelaufen: keine neuen Plätze',
            paragraphs: [
              'Es zählen genau so viele Personen, wie es Plätze gibt. Alle arbeiten weiter; was einen weiteren Platz belegen würde, wird abgelehnt, bis ein Platz frei ist oder Sie mehr Plätze haben.',
            ],
          }
        : outcome === 'stopped'
          ? {
              subject: 'Das Lernen ist angehalten: Es zählen mehr Personen, als es Plätze gibt',
              paragraphs: [
                'Die Nachfrist ist abgelaufen. Lernende sehen jetzt eine Seite, die das sagt; ihre Kurse und ihr Fortschritt bleiben erhalten.',
                'Administratoren arbeiten weiter. Das Lernen geht weiter, sobald nicht mehr Personen zählen, als es Plätze gibt: Beschaffen Sie weitere Plätze, oder heben Sie die Einschreibung von Personen auf, die ihren Platz nicht mehr brauchen.',
              ],
            }
          : {
              subject: 'Das Lernen ist angehalten: Ihr Abonnement wurde nicht verlängert',
              paragraphs: [
                'Die 14 Tage nach dem Ende Ihres letzten Abonnements sind vorbei. Lernende sehen jetzt eine Seite, die das sagt; ihre Kurse und ihr Fortschritt bleiben erhalten.',
                'Das Lernen geht weiter, sobald ein Abonnement aktiviert wird.',
              ],
            },
    'window-closed': ({ reason }) =>
      reason === 'limit'
        ? {
            subject: 'Es sind wieder Plätze frei',
            paragraphs: [
              'Es zählen weniger Personen, als es Plätze gibt; die Nachfrist ist damit beendet. Sie müssen nichts tun.',
            ],
          }
        : {
            subject: 'Die Nachfrist für Ihr Abonnement ist beendet',
            paragraphs: [
              'Der Grund dafür ist entfallen: Das Abonnement wurde verlängert oder ist hier nicht mehr aktiv. Sie müssen nichts tun.',
            ],
          },
    'term-ends': ({ daysLeft, endsOn }, say) => ({
      subject: `Ihr Abonnement endet in ${say.count(daysLeft, { one: '# Tag', other: '# Tagen' })}`,
      paragraphs: [
        `Ein Abonnement Ihrer Organisation endet am ${say.day(endsOn)}. Seine Plätze zählen noch 14 Tage länger; danach entfallen sie.`,
        'Verlängern Sie es rechtzeitig, und aktivieren Sie es hier mit dem neuen Schlüssel.',
      ],
    }),
    'subscription-expired': ({ closesAt }, say) => ({
      subject: 'Ihr Abonnement ist abgelaufen: 14 Tage Nachfrist',
      paragraphs: [
        `Seine Plätze zählen bis zum ${say.moment(closesAt)}, und bis dahin arbeiten alle weiter.`,
        'Danach entfallen sie. War es das letzte Abonnement, wird das Konto inaktiv, und das Lernen wird angehalten. Aktivieren Sie vorher das verlängerte Abonnement.',
      ],
    }),
    'subscription-activated': ({ plan, seats, endsOn }, say) => ({
      subject: 'Ihr Abonnement ist aktiv',
      paragraphs: [
        plan === 'seats'
          ? `Es gibt Ihrer Organisation ${say.count(seats, SEATS)} und läuft bis zum ${say.day(endsOn)}.`
          : `Es wird nach monatlich aktiven Benutzern abgerechnet, umfasst insgesamt ${say.number(seats)} und läuft bis zum ${say.day(endsOn)}.`,
      ],
    }),
    'subscription-moved-here': () => ({
      subject: 'Ein Abonnement wurde in Ihre Organisation verschoben',
      paragraphs: [
        'Sein Aktivierungsschlüssel wurde hier verwendet. Es ist jetzt in Ihrem Mandanten aktiv und nicht mehr in dem, in dem es vorher aktiv war.',
      ],
    }),
    'subscription-moved-away': () => ({
      subject: 'Ein Abonnement Ihrer Organisation wurde in einen anderen Mandanten verschoben',
      paragraphs: [
        'Sein Aktivierungsschlüssel wurde in einem anderen Mandanten verwendet. In Ihrem ist es nicht mehr aktiv, und seine Plätze zählen hier nicht mehr. Ihre Kataloge, Kurse und Einschreibungen bleiben erhalten.',
        'Wenn das niemand aus Ihrer Organisation getan hat, melden Sie es dem Anbieter Ihres Abonnements.',
      ],
    }),
    'learning-resumed': () => ({
      subject: 'Das Lernen geht weiter',
      paragraphs: ['Lernende können wieder arbeiten. Sie müssen nichts tun.'],
    }),
    'account-inactive': ({ reason }) => ({
      subject: 'Ihr Headcount-Konto ist inaktiv',
      paragraphs: [
        `${INACTIVE[reason]} Das Lernen ist angehalten; Lernende sehen eine Seite, die das sagt.`,
        'Ihre Daten bleiben erhalten. Das Konto wird wieder aktiv, sobald ein Abonnement aktiviert wird.',
      ],
    }),
    'seat-asked': ({ isReminder, idleSince, answerBy }, say) => ({
      subject: isReminder
        ? 'Erinnerung: Brauchen Sie Ihren Platz zum Lernen noch?'
        : 'Brauchen Sie Ihren Platz zum Lernen noch?',
      paragraphs: [
        `Seit dem ${say.day(dayOf(idleSince))} wurde im Lernsystem nichts von Ihnen verzeichnet, und jemand anderes könnte Ihren Platz nutzen.`,
        `Bitte sagen Sie bis zum ${say.day(dayOf(answerBy))}, ob Sie ihn behalten oder abgeben. Wenn Sie ihn behalten, ändert sich nichts. Wenn Sie ihn abgeben, enden Ihre Einschreibungen; Ihr Verlauf bleibt erhalten, und ein Administrator kann Sie wieder einschreiben.`,
      ],
    }),
    'seat-released': () => ({
      subject: 'Ihr Platz zum Lernen wurde freigegeben',
      paragraphs: [
        'Ihre Einschreibungen sind beendet, und der Platz ist für jemand anderen frei. Ihr Verlauf bleibt erhalten.',
        'Wenn Sie wieder lernen möchten, wenden Sie sich an einen Administrator Ihres Lernsystems: Ihre Einschreibungen können wiederhergestellt werden.',
      ],
    }),
    'report-ready': ({ kind, from, to, rows }, say) => ({
      subject: `Der Bericht, den Sie angefordert haben, ist fertig: ${words.sheets[kind]}`,
      paragraphs: [
        `Er enthält ${say.count(rows, ROWS)} (${monthsOf(from, to, say)}). Der Download beginnt von selbst, wenn Sie Headcount das nächste Mal öffnen; die Datei wird 30 Tage aufbewahrt.`,
      ],
    }),
  },
};
