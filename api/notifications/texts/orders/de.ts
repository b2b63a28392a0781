import type { Forms, OrderTexts } from '../say.ts';

const SEATS: Forms = { one: '# Platz', other: '# Plätze' };
const LEARNERS: Forms = { one: '# lernende Person', other: '# Lernende' };

const REASONS = {
  declined: 'Die Karte wurde abgelehnt',
  'expired-card': 'Die Karte ist abgelaufen',
  late: 'Eine Zahlung ist überfällig',
} as const;

/** German, of orders. */
export const ordersDe: OrderTexts = {
  'order-confirmed': ({ seats, monthly }, say) => ({
    subject: `Ihre Bestellung ist bestätigt: ${say.count(seats, SEATS)}`,
    paragraphs: [
      `Der Zahlungsanbieter hat die Bestellung bestätigt (${say.count(seats, SEATS)}). Sie kostet ${say.money(monthly)} im Monat vor Steuern, und die Plätze zählen ab jetzt.`,
      'Sie läuft zwölf Monate und verlängert sich von selbst. Die Rechnungen kommen vom Zahlungsanbieter.',
    ],
  }),
  'payment-failed': ({ seats, reason, seatsEndAt }, say) => ({
    subject: `Zahlung fehlgeschlagen: eine Bestellung ist ausgesetzt (${say.count(seats, SEATS)})`,
    paragraphs: [
      `${REASONS[reason]}. Die Bestellung ist ausgesetzt; alle arbeiten weiter.`,
      `Ihre Plätze zählen bis ${say.moment(seatsEndAt)}. Geben Sie unter Abrechnung eine gültige Zahlungsart ein: Die Zahlung wird sofort erneut versucht.`,
    ],
  }),
  'payment-reminder': ({ seats, seatsEndAt }, say) => ({
    subject: `Eine Zahlung fehlt noch: ${say.count(seats, SEATS)} in Gefahr`,
    paragraphs: [
      `Die Bestellung ist noch nicht bezahlt (${say.count(seats, SEATS)}). Am ${say.moment(seatsEndAt)} verlassen ihre Plätze Ihre Kapazität.`,
      'Geben Sie unter Abrechnung eine gültige Zahlungsart ein: Die Zahlung wird sofort erneut versucht.',
    ],
  }),
  'payment-received': ({ seats }, say) => ({
    subject: 'Die Zahlung ist eingegangen',
    paragraphs: [
      `Die Bestellung ist wieder aktiv (${say.count(seats, SEATS)}). Sie müssen nichts tun.`,
    ],
  }),
  'unpaid-reminder': ({ since }, say) => ({
    subject: 'Ihr Headcount-Konto ist weiterhin inaktiv',
    paragraphs: [
      `Seit ${say.moment(since)} ist das Konto inaktiv, weil seine Bestellungen nicht bezahlt wurden. Das Lernen ist gestoppt; Ihre Daten bleiben erhalten.`,
      'Geben Sie unter Abrechnung eine gültige Zahlungsart ein oder bestellen Sie neu, und es ist wieder aktiv.',
    ],
  }),
  'account-deactivated': ({ accessUntil, inactiveFrom }, say) => ({
    subject: 'Ihr Headcount-Konto wurde deaktiviert',
    paragraphs: [
      `Es wird nichts mehr monatlich abgebucht. Alle arbeiten weiter bis ${say.moment(accessUntil)}.`,
      `Danach beginnt eine Testzeit von 30 Tagen; am ${say.moment(inactiveFrom)} wird das Konto inaktiv. Bis zum Ende des Bezahlten kann es unter Abrechnung wieder aktiviert werden.`,
    ],
  }),
  'revive-reminder': ({ inactiveFrom }, say) => ({
    subject: 'Beleben Sie Ihr Headcount-Konto, bevor es inaktiv wird',
    paragraphs: [
      `Das Konto wurde deaktiviert und ist in seiner letzten Testzeit. Am ${say.moment(inactiveFrom)} wird es inaktiv; danach können nur Sie es öffnen.`,
      'Bestellen Sie Plätze oder geben Sie einen Aktivierungsschlüssel ein, und es geht weiter wie zuvor.',
    ],
  }),
  'account-reactivated': () => ({
    subject: 'Ihr Headcount-Konto ist wieder aktiv',
    paragraphs: [
      'Die Deaktivierung wurde zurückgenommen. Bestellungen laufen weiter wie zuvor, ohne Gebühr.',
    ],
  }),
  'termination-fee-charged': ({ fee }, say) => ({
    subject: 'Die Gebühr für das vorzeitige Ende einer Bestellung wurde abgebucht',
    paragraphs: [
      `${say.money(fee)} vor Steuern: die Hälfte des Preises der Monate, die von der Laufzeit übrig waren. Die Rechnung kommt vom Zahlungsanbieter.`,
    ],
  }),
  'termination-fee-declined': ({ fee }, say) => ({
    subject: 'Die Gebühr für das vorzeitige Ende einer Bestellung wurde abgelehnt',
    paragraphs: [
      `${say.money(fee)} vor Steuern konnten nicht von der Karte abgebucht werden. Es wird täglich erneut versucht.`,
      'Aktualisieren Sie die Zahlungsart der Bestellung auf der Seite Abrechnung.',
    ],
  }),
  'purchase-order-unsent': ({ learners, reference, isKnown, sales }, say) => ({
    subject: isKnown
      ? `Ihr Bestellschein ${reference} wurde nicht gesendet`
      : `Es ist nicht bekannt, ob Ihr Bestellschein ${reference} gesendet wurde`,
    paragraphs: [
      isKnown
        ? `Die Anfrage für ${say.count(learners, LEARNERS)} konnte nicht an den Vertrieb gesendet werden.`
        : `Die Anfrage für ${say.count(learners, LEARNERS)} wurde unterbrochen, während sie an den Vertrieb ging. Damit nicht zweimal bestellt wird, wird sie nicht von selbst noch einmal gesendet.`,
      `Schreiben Sie an ${sales}, mit der Referenz ${reference}.`,
    ],
  }),
};
