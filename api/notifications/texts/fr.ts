import { dayOf } from '../../kernel/time.ts';
import type { AccountReason } from '../../subscriptions/rules/account-states.ts';
import { fr as words } from '../../reports/texts/fr.ts';
import type { Month } from '../../usage/rules/months.ts';
import { ordersFr } from './orders/fr.ts';
import { customersFr } from './customers/fr.ts';
import { peersFr } from './peers/fr.ts';
import type { Forms, Say, Texts } from './say.ts';

const SEATS: Forms = { one: '# place', other: '# places' };
const PEOPLE_COUNT: Forms = { one: '# personne compte', other: '# personnes comptent' };
const DAYS: Forms = { one: '# jour', other: '# jours' };
const LEFT: Forms = { one: 'il en reste #', other: 'il en reste #' };

const ROWS: Forms = { one: '# ligne', many: '# de lignes', other: '# lignes' };

const monthsOf = (from: Month, to: Month, say: Say): string =>
  from === to ? `de ${say.month(from)}` : `de ${say.month(from)} à ${say.month(to)}`;

const INACTIVE: Readonly<Record<AccountReason, string>> = {
  moved: 'Son dernier abonnement a été transféré à un autre locataire.',
  expired: 'Son dernier abonnement est arrivé à son terme et n’a pas été renouvelé à temps.',
  'trial-ended': 'La période d’essai est terminée et aucun abonnement n’a été activé.',
  deactivated: 'Il a été désactivé par votre organisation.',
  payment: 'Ses commandes n’ont pas été payées.',
  'seats-withdrawn': 'Les places qu’il avait reçues ont été retirées.',
};

/** French. */
export const fr: Texts = {
  act: 'Ouvrir dans Headcount',
  footer:
    'Vous recevez ce message parce que vous administrez Headcount dans votre organisation. Dans Headcount, sous Notifications, vous choisissez la langue et ce dont vous êtes informé.',
  answer: 'Répondre dans Headcount',
  learnerFooter:
    'Vous recevez ce message parce que vous occupez une place de l’abonnement de formation de votre organisation.',
  moreSeats: (contact) =>
    contact === null
      ? 'Pour obtenir d’autres places, adressez-vous au fournisseur de votre abonnement.'
      : `Pour obtenir d’autres places, contactez ${contact}.`,
  notices: {
    ...ordersFr,
    ...customersFr,
    ...peersFr,
    'threshold-reached': ({ threshold, used, capacity }, say) => ({
      subject: `${say.percent(threshold)} de vos places sont occupées`,
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)} et votre organisation dispose de ${say.count(capacity, SEATS)}\u00a0: ${say.count(Math.max(0, capacity - used), LEFT)}.`,
        'Rien n’est refusé. Lorsque toutes les places seront occupées, un délai de grâce de 14 jours commencera et vous en serez informé.',
      ],
    }),
    'usage-threshold-reached': ({ threshold, used, purchased, from, to }, say) => ({
      subject:
        threshold === 100
          ? 'Tous vos utilisateurs actifs mensuels sont consommés'
          : `${say.percent(threshold)} de vos utilisateurs actifs mensuels sont consommés`,
      paragraphs: [
        `De ${say.month(from)} à ${say.month(to)}, votre organisation dispose de ${say.number(purchased)} utilisateurs actifs mensuels, additionnés mois par mois, et en a consommé ${say.number(used)}.`,
        'Rien n’est refusé\u00a0: tout le monde continue de travailler, et ce qui dépasse est affiché comme dépassement. Une clé d’activation supplémentaire s’ajoute à cette période.',
      ],
    }),
    'limit-reached': ({ used, capacity, closesAt }, say) => ({
      subject: 'Toutes vos places sont occupées\u00a0: 14 jours de grâce',
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)} et votre organisation dispose de ${say.count(capacity, SEATS)}.`,
        `Jusqu’au ${say.moment(closesAt)}, chacun continue de travailler et rien n’est refusé. Si, à la fin du délai, plus de personnes comptent qu’il n’y a de places, la formation est arrêtée\u00a0; s’il y en a exactement autant, seules les nouvelles places sont refusées.`,
        'Le délai prend fin dès que moins de personnes comptent qu’il n’y a de places\u00a0: obtenez d’autres places ou désinscrivez des personnes qui n’ont plus besoin de la leur.',
      ],
    }),
    'grace-days-left': ({ reason, daysLeft, closesAt }, say) => ({
      subject:
        daysLeft === 0
          ? 'Le délai de grâce se termine maintenant'
          : `Encore ${say.count(daysLeft, DAYS)} avant la fin du délai de grâce`,
      paragraphs:
        reason === 'limit'
          ? [
              `Toutes vos places sont occupées. Le délai de grâce se termine le ${say.moment(closesAt)}.`,
              'Si plus de personnes comptent alors qu’il n’y a de places, la formation est arrêtée\u00a0; s’il y en a exactement autant, seules les nouvelles places sont refusées. Le délai prend fin dès que moins de personnes comptent qu’il n’y a de places.',
            ]
          : [
              `Un abonnement de votre organisation est arrivé à son terme. Ses places comptent jusqu’au ${say.moment(closesAt)}.`,
              'Ensuite, elles disparaissent. Si c’était votre dernier abonnement, le compte devient inactif et la formation est arrêtée. Activez l’abonnement renouvelé avant cette date.',
            ],
    }),
    'window-ended': ({ outcome }) =>
      outcome === 'no-new-seats'
        ? {
            subject: 'Le délai de grâce est écoulé\u00a0: pas de nouvelle place',
            paragraphs: [
              'Exactement autant de personnes comptent qu’il y a de places. Chacun continue de travailler\u00a0; tout ce qui prendrait une place de plus est refusé jusqu’à ce qu’une place se libère ou que vous en ayez davantage.',
            ],
          }
        : outcome === 'stopped'
          ? {
              subject:
                'La formation est arrêtée\u00a0: plus de personnes comptent qu’il n’y a de places',
              paragraphs: [
                'Le délai de grâce est écoulé. Les apprenants voient à présent une page qui l’indique\u00a0; leurs cours et leur progression sont conservés.',
                'Les administrateurs continuent de travailler. La formation reprend dès qu’il n’y a pas plus de personnes qui comptent que de places\u00a0: obtenez d’autres places ou désinscrivez des personnes qui n’ont plus besoin de la leur.',
              ],
            }
          : {
              subject: 'La formation est arrêtée\u00a0: votre abonnement n’a pas été renouvelé',
              paragraphs: [
                'Les 14 jours qui suivent la fin de votre dernier abonnement sont écoulés. Les apprenants voient à présent une page qui l’indique\u00a0; leurs cours et leur progression sont conservés.',
                'La formation reprend dès qu’un abonnement est activé.',
              ],
            },
    'window-closed': ({ reason }) =>
      reason === 'limit'
        ? {
            subject: 'Des places sont de nouveau libres',
            paragraphs: [
              'Moins de personnes comptent qu’il n’y a de places\u00a0; le délai de grâce est donc terminé. Vous n’avez rien à faire.',
            ],
          }
        : {
            subject: 'Le délai de grâce de votre abonnement est terminé',
            paragraphs: [
              'Sa raison a disparu\u00a0: l’abonnement a été renouvelé ou n’est plus actif ici. Vous n’avez rien à faire.',
            ],
          },
    'term-ends': ({ daysLeft, endsOn }, say) => ({
      subject: `Votre abonnement se termine dans ${say.count(daysLeft, DAYS)}`,
      paragraphs: [
        `Un abonnement de votre organisation se termine le ${say.day(endsOn)}. Ses places comptent encore 14 jours\u00a0; ensuite, elles disparaissent.`,
        'Renouvelez-le à temps et activez-le ici avec la nouvelle clé.',
      ],
    }),
    'subscription-expired': ({ closesAt }, say) => ({
      subject: 'Votre abonnement est arrivé à son terme\u00a0: 14 jours de grâce',
      paragraphs: [
        `Ses places comptent jusqu’au ${say.moment(closesAt)} et, jusque-là, chacun continue de travailler.`,
        'Ensuite, elles disparaissent. Si c’était votre dernier abonnement, le compte devient inactif et la formation est arrêtée. Activez l’abonnement renouvelé avant cette date.',
      ],
    }),
    'subscription-activated': ({ plan, seats, endsOn }, say) => ({
      subject: 'Votre abonnement est actif',
      paragraphs: [
        plan === 'seats'
          ? `Il donne à votre organisation ${say.count(seats, SEATS)} et court jusqu’au ${say.day(endsOn)}.`
          : `Il est facturé selon les utilisateurs actifs par mois, en couvre ${say.number(seats)} au total et court jusqu’au ${say.day(endsOn)}.`,
      ],
    }),
    'subscription-moved-here': () => ({
      subject: 'Un abonnement a été transféré à votre organisation',
      paragraphs: [
        'Sa clé d’activation a été utilisée ici. Il est désormais actif dans votre locataire et ne l’est plus dans celui où il l’était auparavant.',
      ],
    }),
    'subscription-moved-away': () => ({
      subject: 'Un abonnement de votre organisation a été transféré à un autre locataire',
      paragraphs: [
        'Sa clé d’activation a été utilisée dans un autre locataire. Il n’est plus actif dans le vôtre et ses places n’y comptent plus. Vos catalogues, cours et inscriptions sont conservés.',
        'Si personne dans votre organisation ne l’a fait, signalez-le au fournisseur de votre abonnement.',
      ],
    }),
    'learning-resumed': () => ({
      subject: 'La formation a repris',
      paragraphs: ['Les apprenants peuvent de nouveau travailler. Vous n’avez rien à faire.'],
    }),
    'account-inactive': ({ reason }) => ({
      subject: 'Votre compte Headcount est inactif',
      paragraphs: [
        `${INACTIVE[reason]} La formation est arrêtée\u00a0; les apprenants voient une page qui l’indique.`,
        'Vos données sont conservées. Le compte redevient actif dès qu’un abonnement est activé.',
      ],
    }),
    'seat-asked': ({ isReminder, idleSince, answerBy }, say) => ({
      subject: isReminder
        ? 'Rappel\u00a0: avez-vous encore besoin de votre place pour apprendre\u00a0?'
        : 'Avez-vous encore besoin de votre place pour apprendre\u00a0?',
      paragraphs: [
        `Rien n’a été enregistré pour vous dans le système de formation depuis le ${say.day(dayOf(idleSince))}, et quelqu’un d’autre pourrait utiliser votre place.`,
        `Merci d’indiquer jusqu’au ${say.day(dayOf(answerBy))} si vous la gardez ou si vous y renoncez. Si vous la gardez, rien ne change. Si vous y renoncez, vos inscriptions prennent fin\u00a0; votre historique est conservé et un administrateur peut vous réinscrire.`,
      ],
    }),
    'seat-released': () => ({
      subject: 'Votre place pour apprendre a été libérée',
      paragraphs: [
        'Vos inscriptions ont pris fin et la place est libre pour quelqu’un d’autre. Votre historique est conservé.',
        'Si vous voulez de nouveau apprendre, adressez-vous à un administrateur de votre système de formation\u00a0: vos inscriptions peuvent être rétablies.',
      ],
    }),
    'report-ready': ({ kind, from, to, rows }, say) => ({
      subject: `Le rapport que vous avez demandé est prêt\u00a0: ${words.sheets[kind]}`,
      paragraphs: [
        `Il contient ${say.count(rows, ROWS)} (${monthsOf(from, to, say)}). Le téléchargement commence de lui-même à votre prochaine visite dans Headcount\u00a0; le fichier est conservé 30 jours.`,
      ],
    }),
  },
};
