import type { Language } from '../../kernel/languages.ts';

/** What the bot says in one language beside the notices themselves. */
export interface ChatTexts {
  /** On the button of who takes care of what a notice is about. */
  readonly takeCare: string;
  /** On the button of who wants to be reminded tomorrow. */
  readonly remind: string;
  readonly youTakeCare: (since: string) => string;
  readonly takesCare: (who: string, since: string) => string;
  /** Of somebody whose name nobody knows. */
  readonly somebody: string;
  readonly willRemind: (at: string) => string;
  readonly reminder: string;
  readonly tooLate: string;
  /** To whoever acts on a thing that is not there, or not for that person. */
  readonly gone: string;
  readonly mayNot: string;
  readonly notNow: string;
  /** To whoever says something. */
  readonly help: { readonly title: string; readonly paragraphs: readonly string[] };
  readonly open: string;
}

/** In every language. */
export const CHAT_TEXTS: Readonly<Record<Language, ChatTexts>> = {
  en: {
    takeCare: 'I take care of it',
    remind: 'Remind me tomorrow',
    youTakeCare: (since) => `You take care of this since ${since}.`,
    takesCare: (who, since) => `${who} takes care of this since ${since}.`,
    somebody: 'Another administrator',
    willRemind: (at) => `You are reminded on ${at}.`,
    reminder: 'You wanted to be reminded of this.',
    tooLate: 'It is too late for this now. Open Headcount to see how things stand.',
    gone: 'There is nothing to decide here any more. Open Headcount to see how things stand.',
    mayNot: 'This is for administrators of Headcount, and you are none at present.',
    notNow: 'This could not be done just now, and nothing was changed. Try again in a minute.',
    help: {
      title: 'I bring news of Headcount',
      paragraphs: [
        'Here I tell you what you are to know about your organization’s learning subscription: seats, limits, terms. Where there is something to decide, you can do it here.',
        'I do not read what you write. Everything else is in Headcount; under Notifications you choose the language and what you are told.',
      ],
    },
    open: 'Open Headcount',
  },
  nl: {
    takeCare: 'Ik regel het',
    remind: 'Herinner me morgen',
    youTakeCare: (since) => `Je regelt dit sinds ${since}.`,
    takesCare: (who, since) => `${who} regelt dit sinds ${since}.`,
    somebody: 'Een andere beheerder',
    willRemind: (at) => `Je krijgt een herinnering op ${at}.`,
    reminder: 'Je wilde hieraan herinnerd worden.',
    tooLate: 'Daar is het nu te laat voor. Open Headcount om te zien hoe het ervoor staat.',
    gone: 'Hier valt niets meer te beslissen. Open Headcount om te zien hoe het ervoor staat.',
    mayNot: 'Dit is voor beheerders van Headcount, en dat ben je op dit moment niet.',
    notNow: 'Dit lukte nu niet en er is niets veranderd. Probeer het over een minuut nog eens.',
    help: {
      title: 'Ik breng nieuws van Headcount',
      paragraphs: [
        'Hier lees je wat je moet weten over het leerabonnement van je organisatie: plaatsen, limieten, looptijden. Valt er iets te beslissen, dan kan dat hier.',
        'Ik lees niet wat je schrijft. Al het andere staat in Headcount; onder Meldingen kies je de taal en wat je wilt weten.',
      ],
    },
    open: 'Headcount openen',
  },
  fr: {
    takeCare: 'Je m’en occupe',
    remind: 'Me le rappeler demain',
    youTakeCare: (since) => `Vous vous en occupez depuis le ${since}.`,
    takesCare: (who, since) => `${who} s’en occupe depuis le ${since}.`,
    somebody: 'Un autre administrateur',
    willRemind: (at) => `Un rappel vous sera envoyé le ${at}.`,
    reminder: 'Vous vouliez que cela vous soit rappelé.',
    tooLate: 'Il est trop tard pour cela. Ouvrez Headcount pour voir où en sont les choses.',
    gone: 'Il n’y a plus rien à décider ici. Ouvrez Headcount pour voir où en sont les choses.',
    mayNot: 'Ceci s’adresse aux administrateurs de Headcount, et vous ne l’êtes pas actuellement.',
    notNow:
      'Cela n’a pas pu être fait pour l’instant et rien n’a été modifié. Réessayez dans une minute.',
    help: {
      title: 'J’apporte les nouvelles de Headcount',
      paragraphs: [
        'Vous apprenez ici ce que vous devez savoir sur l’abonnement de formation de votre organisation\u00a0: places, limites, échéances. S’il y a quelque chose à décider, vous pouvez le faire ici.',
        'Je ne lis pas ce que vous écrivez. Tout le reste se trouve dans Headcount\u00a0; sous Notifications, vous choisissez la langue et ce que vous voulez savoir.',
      ],
    },
    open: 'Ouvrir Headcount',
  },
  de: {
    takeCare: 'Ich kümmere mich darum',
    remind: 'Morgen erinnern',
    youTakeCare: (since) => `Sie kümmern sich darum seit ${since}.`,
    takesCare: (who, since) => `${who} kümmert sich darum seit ${since}.`,
    somebody: 'Jemand anderes aus der Administration',
    willRemind: (at) => `Sie werden am ${at} erinnert.`,
    reminder: 'Sie wollten daran erinnert werden.',
    tooLate: 'Dafür ist es jetzt zu spät. In Headcount sehen Sie, wie es steht.',
    gone: 'Hier gibt es nichts mehr zu entscheiden. In Headcount sehen Sie, wie es steht.',
    mayNot: 'Das ist für Administratoren von Headcount, und Sie sind derzeit keiner.',
    notNow:
      'Das ging gerade nicht, und nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal.',
    help: {
      title: 'Ich bringe Neues von Headcount',
      paragraphs: [
        'Hier erfahren Sie, was Sie über das Lernabonnement Ihrer Organisation wissen müssen: Plätze, Grenzen, Laufzeiten. Wo etwas zu entscheiden ist, können Sie es hier tun.',
        'Was Sie schreiben, lese ich nicht. Alles andere steht in Headcount; unter Benachrichtigungen wählen Sie die Sprache und was Sie wissen wollen.',
      ],
    },
    open: 'Headcount öffnen',
  },
};
