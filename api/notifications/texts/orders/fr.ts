import type { Forms, OrderTexts } from '../say.ts';

const SEATS: Forms = { one: '# place', other: '# places' };
const LEARNERS: Forms = { one: '# apprenant', other: '# apprenants' };

const REASONS = {
  declined: 'La carte a été refusée',
  'expired-card': 'La carte a expiré',
  late: 'Un paiement est en retard',
} as const;

/** French, of orders. */
export const ordersFr: OrderTexts = {
  'order-confirmed': ({ seats, monthly }, say) => ({
    subject: `Votre commande est confirmée : ${say.count(seats, SEATS)}`,
    paragraphs: [
      `Le prestataire de paiement a confirmé la commande de ${say.count(seats, SEATS)}. Elle coûte ${say.money(monthly)} par mois hors taxes, et les places comptent dès maintenant.`,
      'Elle dure douze mois et se renouvelle d’elle-même. Les factures viennent du prestataire de paiement.',
    ],
  }),
  'payment-failed': ({ seats, reason, seatsEndAt }, say) => ({
    subject: `Échec du paiement : une commande de ${say.count(seats, SEATS)} est suspendue`,
    paragraphs: [
      `${REASONS[reason]}. La commande est suspendue ; tout le monde continue à travailler.`,
      `Ses places comptent jusqu’au ${say.moment(seatsEndAt)}. Saisissez un moyen de paiement valide sous Facturation : le paiement est retenté aussitôt.`,
    ],
  }),
  'payment-reminder': ({ seats, seatsEndAt }, say) => ({
    subject: `Un paiement manque encore : ${say.count(seats, SEATS)} en danger`,
    paragraphs: [
      `La commande de ${say.count(seats, SEATS)} n’est toujours pas payée. Le ${say.moment(seatsEndAt)}, ses places quitteront votre capacité.`,
      'Saisissez un moyen de paiement valide sous Facturation : le paiement est retenté aussitôt.',
    ],
  }),
  'payment-received': ({ seats }, say) => ({
    subject: 'Le paiement est arrivé',
    paragraphs: [
      `La commande de ${say.count(seats, SEATS)} est de nouveau active. Vous n’avez rien à faire.`,
    ],
  }),
  'unpaid-reminder': ({ since }, say) => ({
    subject: 'Votre compte Headcount est toujours inactif',
    paragraphs: [
      `Depuis le ${say.moment(since)}, le compte est inactif car ses commandes n’ont pas été payées. L’apprentissage est arrêté ; vos données sont conservées.`,
      'Saisissez un moyen de paiement valide sous Facturation ou passez une nouvelle commande, et il redevient actif.',
    ],
  }),
  'account-deactivated': ({ accessUntil, inactiveFrom }, say) => ({
    subject: 'Votre compte Headcount a été désactivé',
    paragraphs: [
      `Plus rien n’est prélevé chaque mois. Tout le monde travaille jusqu’au ${say.moment(accessUntil)}.`,
      `Ensuite commence un essai de 30 jours ; le ${say.moment(inactiveFrom)}, le compte devient inactif. Jusqu’à la fin de ce qui est payé, il peut être réactivé sous Facturation.`,
    ],
  }),
  'revive-reminder': ({ inactiveFrom }, say) => ({
    subject: 'Ranimez votre compte Headcount avant qu’il ne devienne inactif',
    paragraphs: [
      `Le compte a été désactivé et se trouve dans son dernier essai. Le ${say.moment(inactiveFrom)}, il devient inactif ; ensuite, vous seul pourrez l’ouvrir.`,
      'Passez une commande ou saisissez une clé d’activation, et il continue comme avant.',
    ],
  }),
  'account-reactivated': () => ({
    subject: 'Votre compte Headcount est de nouveau actif',
    paragraphs: [
      'La désactivation a été annulée. Les commandes continuent comme avant, sans frais.',
    ],
  }),
  'termination-fee-charged': ({ fee }, say) => ({
    subject: 'Les frais de fin anticipée d’une commande ont été prélevés',
    paragraphs: [
      `${say.money(fee)} hors taxes : la moitié du prix des mois qui restaient dans sa durée. La facture vient du prestataire de paiement.`,
    ],
  }),
  'termination-fee-declined': ({ fee }, say) => ({
    subject: 'Les frais de fin anticipée d’une commande ont été refusés',
    paragraphs: [
      `${say.money(fee)} hors taxes n’ont pas pu être prélevés sur la carte. Un nouvel essai a lieu chaque jour.`,
      'Mettez à jour le mode de paiement de la commande sur la page Facturation.',
    ],
  }),
  'purchase-order-unsent': ({ learners, reference, isKnown, sales }, say) => ({
    subject: isKnown
      ? `Votre bon de commande ${reference} n’a pas été envoyé`
      : `On ne sait pas si votre bon de commande ${reference} a été envoyé`,
    paragraphs: [
      isKnown
        ? `La demande pour ${say.count(learners, LEARNERS)} n’a pas pu être envoyée au service commercial.`
        : `La demande pour ${say.count(learners, LEARNERS)} a été interrompue pendant son envoi au service commercial. Pour ne pas commander deux fois, elle n’est pas renvoyée d’elle-même.`,
      `Écrivez à ${sales}, avec la référence ${reference}.`,
    ],
  }),
};
