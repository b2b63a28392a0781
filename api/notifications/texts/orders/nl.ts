import type { Forms, OrderTexts } from '../say.ts';

const SEATS: Forms = { one: '# plaats', other: '# plaatsen' };
const LEARNERS: Forms = { one: '# lerende', other: '# lerenden' };

const REASONS = {
  declined: 'De kaart is geweigerd',
  'expired-card': 'De kaart is verlopen',
  late: 'Een betaling is te laat',
} as const;

/** Dutch, of orders. */
export const ordersNl: OrderTexts = {
  'order-confirmed': ({ seats, monthly }, say) => ({
    subject: `Je bestelling is bevestigd: ${say.count(seats, SEATS)}`,
    paragraphs: [
      `De betaaldienst heeft de bestelling van ${say.count(seats, SEATS)} bevestigd. Ze kost ${say.money(monthly)} per maand vóór belasting, en de plaatsen tellen vanaf nu mee.`,
      'Ze loopt twaalf maanden en wordt vanzelf verlengd. De facturen komen van de betaaldienst.',
    ],
  }),
  'payment-failed': ({ seats, reason, seatsEndAt }, say) => ({
    subject: `Betaling mislukt: een bestelling van ${say.count(seats, SEATS)} is opgeschort`,
    paragraphs: [
      `${REASONS[reason]}. De bestelling is opgeschort; iedereen werkt door.`,
      `Haar plaatsen tellen tot ${say.moment(seatsEndAt)}. Voer onder Facturering een geldige betaalmethode in: de betaling wordt meteen opnieuw geprobeerd.`,
    ],
  }),
  'payment-reminder': ({ seats, seatsEndAt }, say) => ({
    subject: `Er ontbreekt nog een betaling: ${say.count(seats, SEATS)} in gevaar`,
    paragraphs: [
      `De bestelling van ${say.count(seats, SEATS)} is nog niet betaald. Op ${say.moment(seatsEndAt)} verlaten haar plaatsen je capaciteit.`,
      'Voer onder Facturering een geldige betaalmethode in: de betaling wordt meteen opnieuw geprobeerd.',
    ],
  }),
  'payment-received': ({ seats }, say) => ({
    subject: 'De betaling is binnen',
    paragraphs: [
      `De bestelling van ${say.count(seats, SEATS)} is weer actief. Je hoeft niets te doen.`,
    ],
  }),
  'unpaid-reminder': ({ since }, say) => ({
    subject: 'Je Headcount-account is nog inactief',
    paragraphs: [
      `Sinds ${say.moment(since)} is het account inactief omdat de bestellingen niet zijn betaald. Het leren is gestopt; je gegevens blijven bewaard.`,
      'Voer onder Facturering een geldige betaalmethode in of plaats een nieuwe bestelling, en het is weer actief.',
    ],
  }),
  'account-deactivated': ({ accessUntil, inactiveFrom }, say) => ({
    subject: 'Je Headcount-account is gedeactiveerd',
    paragraphs: [
      `Er wordt maandelijks niets meer afgeschreven. Iedereen werkt door tot ${say.moment(accessUntil)}.`,
      `Daarna begint een proefperiode van 30 dagen; op ${say.moment(inactiveFrom)} wordt het account inactief. Tot het einde van wat betaald is, kan het onder Facturering opnieuw worden geactiveerd.`,
    ],
  }),
  'revive-reminder': ({ inactiveFrom }, say) => ({
    subject: 'Zet je Headcount-account voort voordat het inactief wordt',
    paragraphs: [
      `Het account is gedeactiveerd en in zijn laatste proefperiode. Op ${say.moment(inactiveFrom)} wordt het inactief; daarna kun alleen jij het openen.`,
      'Plaats een bestelling of voer een activeringssleutel in, en het gaat door zoals voorheen.',
    ],
  }),
  'account-reactivated': () => ({
    subject: 'Je Headcount-account is weer actief',
    paragraphs: [
      'De deactivering is ingetrokken. Bestellingen lopen door zoals voorheen, zonder vergoeding.',
    ],
  }),
  'termination-fee-charged': ({ fee }, say) => ({
    subject: 'De vergoeding voor het vroeg beëindigen van een bestelling is afgeschreven',
    paragraphs: [
      `${say.money(fee)} vóór belasting: de helft van de prijs van de maanden die van de looptijd over waren. De factuur komt van de betaaldienst.`,
    ],
  }),
  'termination-fee-declined': ({ fee }, say) => ({
    subject: 'De vergoeding voor het vroeg beëindigen van een bestelling is geweigerd',
    paragraphs: [
      `${say.money(fee)} vóór belasting kon niet van de kaart worden afgeschreven. Het wordt elke dag opnieuw geprobeerd.`,
      'Werk de betaalmethode van de bestelling bij op de pagina Facturering.',
    ],
  }),
  'purchase-order-unsent': ({ learners, reference, isKnown, sales }, say) => ({
    subject: isKnown
      ? `Je inkooporder ${reference} is niet verzonden`
      : `Het is niet bekend of je inkooporder ${reference} is verzonden`,
    paragraphs: [
      isKnown
        ? `De aanvraag voor ${say.count(learners, LEARNERS)} kon niet naar verkoop worden gemaild.`
        : `De aanvraag voor ${say.count(learners, LEARNERS)} is afgebroken terwijl ze naar verkoop werd gemaild. Om niet twee keer te bestellen wordt ze niet vanzelf opnieuw verzonden.`,
      `Schrijf aan ${sales}, met de referentie ${reference}.`,
    ],
  }),
};
