/** The languages that the tab speaks. */
export const LANGUAGES = ['en', 'nl', 'fr', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** In which language to speak, and how to write numbers and days. */
export interface Speech {
  readonly language: Language;
  /** BCP 47, for Intl: the reader's own where it is of the same language, such as `de-CH`. */
  readonly locale: string;
}

function canonical(locale: string): string | null {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? null;
  } catch {
    return null;
  }
}

/** What to speak with a reader whose host says `de-ch`; English to those whose language is not there. */
export function speechFor(hostLocale: string): Speech {
  const locale = canonical(hostLocale.replaceAll('_', '-'));
  const language = LANGUAGES.find((each) => each === locale?.split('-')[0]);
  return language === undefined || locale === null
    ? { language: 'en', locale: 'en' }
    : { language, locale };
}
