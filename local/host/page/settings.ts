/** The names that teams-js has for the three themes of Teams. */
export const THEMES = ['default', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** The languages that Headcount speaks, as Teams names them to a tab. */
export const LANGUAGES = {
  'en-us': 'English',
  'nl-nl': 'Nederlands',
  'fr-fr': 'Français',
  'de-de': 'Deutsch',
} as const;
export type Language = keyof typeof LANGUAGES;

/** The sizes of the tab, in CSS pixels; null fills the window. */
export const SIZES = {
  full: { label: 'Fills the window', frame: null },
  laptop: { label: 'Laptop, 1280 × 720', frame: { width: 1280, height: 720 } },
  tablet: { label: 'Tablet, 768 × 1024', frame: { width: 768, height: 1024 } },
  phone: { label: 'Phone, 320 × 640', frame: { width: 320, height: 640 } },
  zoomed: { label: 'Laptop at 200 %', frame: { width: 640, height: 360 } },
} as const;
export type Size = keyof typeof SIZES;

/**
 * What single sign-on does when the tab asks for a token. Consent can be given only to a tab that is served by HTTPS:
 * teams-js opens a window for no other.
 */
export const SIGN_INS = {
  works: 'Works',
  consent: 'Needs consent',
  fails: 'Fails',
} as const;
export type SignIn = keyof typeof SIGN_INS;

/** What can be chosen on the page. It stands in the page's address, so that a view can be kept and shared. */
export interface Settings {
  readonly persona: string;
  readonly theme: Theme;
  readonly language: Language;
  readonly size: Size;
  readonly signIn: SignIn;
  /** What a deep link would name: an address inside the tab. */
  readonly page: string;
}

const USUAL: Settings = {
  persona: 'owner',
  theme: 'default',
  language: 'en-us',
  size: 'full',
  signIn: 'works',
  page: '/',
};

/** The choices that an address names; what it leaves out, or has wrong, is as usual. */
export function settingsIn(query: URLSearchParams): Settings {
  const named = (name: keyof Settings): string => query.get(name) ?? '';
  const theme = THEMES.find((one) => one === named('theme'));
  const language = languageOf(named('language'));
  const page = named('page');
  return {
    persona: named('persona') || USUAL.persona,
    theme: theme ?? USUAL.theme,
    language: language ?? USUAL.language,
    size: keyIn(SIZES, named('size')) ?? USUAL.size,
    signIn: keyIn(SIGN_INS, named('signIn')) ?? USUAL.signIn,
    page: page.startsWith('/') ? page : USUAL.page,
  };
}

/** The query that names these choices: only what is not as usual. */
export function queryOf(settings: Settings): string {
  const chosen = Object.entries(settings).filter(
    ([name, value]) => USUAL[name as keyof Settings] !== value,
  );
  const query = new URLSearchParams(chosen as [string, string][]).toString();
  return query === '' ? '' : `?${query}`;
}

/** `de` and `de-de` are the same language here. */
function languageOf(name: string): Language | undefined {
  const wanted = name.toLowerCase().slice(0, 2);
  return (Object.keys(LANGUAGES) as Language[]).find((one) => wanted === one.slice(0, 2));
}

export function keyIn<T extends object>(table: T, name: string): keyof T | undefined {
  return Object.hasOwn(table, name) ? (name as keyof T) : undefined;
}
