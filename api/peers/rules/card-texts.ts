import type { Language } from '../../kernel/languages.ts';
import type { LinkState } from './link.ts';

/** What stands on the card of a request beside its notice, in one language. */
export interface CardTexts {
  readonly accept: string;
  /** The consent to the user report, which goes with the acceptance. */
  readonly consent: string;
  readonly reject: string;
  /** How the request stands once it is decided or over. */
  readonly states: Readonly<Record<Exclude<LinkState, 'pending'>, string>>;
  /** The card is about a request that is not there any more. */
  readonly another: string;
  readonly notCovered: string;
  readonly planClash: string;
}

/** In every language. */
export const CARD_TEXTS: Readonly<Record<Language, CardTexts>> = {
  en: {
    accept: 'Accept',
    consent: 'When I accept: let the other account download the user report, too',
    reject: 'Reject',
    states: {
      accepted: 'This was accepted.',
      rejected: 'This was rejected.',
      withdrawn: 'This was withdrawn; there is nothing to decide.',
      deleted: 'This peer account was deleted; there is nothing to decide.',
    },
    another: 'This request is not open any more. Open Headcount to see how things stand.',
    notCovered: 'The other account no longer has the seats that it offers. Nothing was accepted.',
    planClash: 'Your account is billed by active users and has no use for seats. Reject this.',
  },
  nl: {
    accept: 'Accepteren',
    consent: 'Als ik accepteer: laat het andere account ook het gebruikersrapport downloaden',
    reject: 'Afwijzen',
    states: {
      accepted: 'Dit is geaccepteerd.',
      rejected: 'Dit is afgewezen.',
      withdrawn: 'Dit is ingetrokken; er valt niets te beslissen.',
      deleted: 'Dit partneraccount is verwijderd; er valt niets te beslissen.',
    },
    another: 'Dit verzoek staat niet meer open. Open Headcount om te zien hoe het ervoor staat.',
    notCovered:
      'Het andere account heeft de aangeboden plaatsen niet meer. Er is niets geaccepteerd.',
    planClash: 'Je account betaalt per actieve gebruiker en heeft niets aan plaatsen. Wijs dit af.',
  },
  fr: {
    accept: 'Accepter',
    consent:
      'Si j’accepte\u00a0: permettre aussi à l’autre compte de télécharger le rapport des utilisateurs',
    reject: 'Refuser',
    states: {
      accepted: 'Cela a été accepté.',
      rejected: 'Cela a été refusé.',
      withdrawn: 'Cela a été retiré\u00a0; il n’y a rien à décider.',
      deleted: 'Ce compte partenaire a été supprimé\u00a0; il n’y a rien à décider.',
    },
    another: 'Cette demande n’est plus ouverte. Ouvrez Headcount pour voir où en sont les choses.',
    notCovered: 'L’autre compte n’a plus les places qu’il offre. Rien n’a été accepté.',
    planClash:
      'Votre compte est facturé par utilisateur actif et n’a pas besoin de places. Refusez ceci.',
  },
  de: {
    accept: 'Annehmen',
    consent: 'Wenn ich annehme: das andere Konto darf auch den Benutzerbericht herunterladen',
    reject: 'Ablehnen',
    states: {
      accepted: 'Das wurde angenommen.',
      rejected: 'Das wurde abgelehnt.',
      withdrawn: 'Das wurde zurückgezogen; es gibt nichts zu entscheiden.',
      deleted: 'Dieses Partnerkonto wurde gelöscht; es gibt nichts zu entscheiden.',
    },
    another: 'Diese Anfrage ist nicht mehr offen. In Headcount sehen Sie, wie es steht.',
    notCovered: 'Das andere Konto hat die angebotenen Plätze nicht mehr. Nichts wurde angenommen.',
    planClash: 'Ihr Konto zahlt nach aktiven Personen und braucht keine Plätze. Lehnen Sie das ab.',
  },
};
