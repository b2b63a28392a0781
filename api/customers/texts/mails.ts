/** What the e-mails about users of a customer say in one language. */
export interface MailTexts {
  readonly passwordsSubject: (customer: string) => string;
  readonly passwordsLead: string;
  readonly passwordLine: (displayName: string, userName: string, password: string) => string;
  readonly blankSubject: (partner: string) => string;
  readonly blankParagraphs: (products: readonly string[]) => readonly string[];
  readonly footer: string;
}

/** The languages in which they are written. */
export type MailLanguage = 'en' | 'nl' | 'fr' | 'de';

/** The texts of the e-mails. */
export const MAIL_TEXTS: Readonly<Record<MailLanguage, MailTexts>> = {
  en: {
    passwordsSubject: (customer) => `Temporary passwords of new users at ${customer}`,
    passwordsLead:
      'Give each person only the own line. The password is changed at the first sign-in. It is kept nowhere: where it is lost, a new one must be set.',
    passwordLine: (displayName, userName, password) => `${displayName} · ${userName} · ${password}`,
    blankSubject: (partner) => `${partner} asks for your new users`,
    blankParagraphs: (products) => [
      'Fill in the attached file, one line a person, and send it back. Save it as CSV in UTF-8.',
      'Display name and User name are needed; the user name ends in one of your domains. Location is two letters such as NL and is needed for licences. Leave Permissions and Status update empty.',
      products.length === 0
        ? 'Leave Licences empty.'
        : `Under Licences write what the person needs, separated by semicolons: ${products.join(', ')}.`,
    ],
    footer: 'Sent by Headcount because an agent of your partner asked for it.',
  },
  nl: {
    passwordsSubject: (customer) => `Tijdelijke wachtwoorden van nieuwe gebruikers bij ${customer}`,
    passwordsLead:
      'Geef iedereen alleen de eigen regel. Het wachtwoord wordt bij de eerste aanmelding gewijzigd. Het wordt nergens bewaard: gaat het verloren, dan moet er een nieuw worden ingesteld.',
    passwordLine: (displayName, userName, password) => `${displayName} · ${userName} · ${password}`,
    blankSubject: (partner) => `${partner} vraagt om uw nieuwe gebruikers`,
    blankParagraphs: (products) => [
      'Vul het bijgevoegde bestand in, één regel per persoon, en stuur het terug. Sla het op als CSV in UTF-8.',
      'Display name en User name zijn verplicht; de gebruikersnaam eindigt op een van uw domeinen. Location is twee letters, zoals NL, en is nodig voor licenties. Laat Permissions en Status update leeg.',
      products.length === 0
        ? 'Laat Licences leeg.'
        : `Schrijf onder Licences wat de persoon nodig heeft, gescheiden door puntkomma’s: ${products.join(', ')}.`,
    ],
    footer: 'Verstuurd door Headcount omdat een medewerker van uw partner erom vroeg.',
  },
  fr: {
    passwordsSubject: (customer) =>
      `Mots de passe temporaires des nouveaux utilisateurs de ${customer}`,
    passwordsLead:
      'Donnez à chacun sa ligne seulement. Le mot de passe est changé à la première connexion. Il n’est conservé nulle part : s’il est perdu, il faut en définir un nouveau.',
    passwordLine: (displayName, userName, password) => `${displayName} · ${userName} · ${password}`,
    blankSubject: (partner) => `${partner} vous demande vos nouveaux utilisateurs`,
    blankParagraphs: (products) => [
      'Remplissez le fichier joint, une ligne par personne, et renvoyez-le. Enregistrez-le en CSV, en UTF-8.',
      'Display name et User name sont obligatoires ; le nom d’utilisateur se termine par l’un de vos domaines. Location est composé de deux lettres, comme FR, et il est nécessaire pour les licences. Laissez Permissions et Status update vides.',
      products.length === 0
        ? 'Laissez Licences vide.'
        : `Sous Licences, écrivez ce dont la personne a besoin, séparé par des points-virgules : ${products.join(', ')}.`,
    ],
    footer: 'Envoyé par Headcount à la demande d’un agent de votre partenaire.',
  },
  de: {
    passwordsSubject: (customer) => `Vorläufige Kennwörter neuer Benutzer bei ${customer}`,
    passwordsLead:
      'Geben Sie jeder Person nur die eigene Zeile. Das Kennwort wird bei der ersten Anmeldung geändert. Es wird nirgends aufbewahrt: Geht es verloren, muss ein neues festgelegt werden.',
    passwordLine: (displayName, userName, password) => `${displayName} · ${userName} · ${password}`,
    blankSubject: (partner) => `${partner} bittet um Ihre neuen Benutzer`,
    blankParagraphs: (products) => [
      'Füllen Sie die angehängte Datei aus, eine Zeile je Person, und senden Sie sie zurück. Speichern Sie sie als CSV in UTF-8.',
      'Display name und User name sind nötig; der Benutzername endet auf eine Ihrer Domänen. Location besteht aus zwei Buchstaben wie DE und ist für Lizenzen nötig. Lassen Sie Permissions und Status update leer.',
      products.length === 0
        ? 'Lassen Sie Licences leer.'
        : `Schreiben Sie unter Licences, was die Person braucht, durch Semikolons getrennt: ${products.join(', ')}.`,
    ],
    footer: 'Gesendet von Headcount, weil ein Mitarbeiter Ihres Partners darum gebeten hat.',
  },
};
