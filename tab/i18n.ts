import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Speech } from './language.ts';

/** One file for each language and area, each in a chunk of its own. */
const files = import.meta.glob<ResourceKey>('./locales/*/*.json', { import: 'default' });

/** Loads an area's texts when a page first needs them. */
const texts: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, area, done) {
    const load = files[`./locales/${language}/${area}.json`];
    if (load === undefined) {
      done(new Error(`There are no texts ${language}/${area}.`), null);
      return;
    }
    load().then(
      (found) => done(null, found),
      (error: unknown) => done(error as Error, null),
    );
  },
};

/**
 * Makes the tab speak. Pages wait for their area's texts (Suspense). All languages have the same keys, so nothing falls
 * back to another language.
 */
export async function startSpeaking({ language, locale }: Speech): Promise<void> {
  document.documentElement.lang = language;
  await i18next
    .use(texts)
    .use(initReactI18next)
    .init({
      lng: locale,
      load: 'languageOnly',
      supportedLngs: LANGUAGES,
      nonExplicitSupportedLngs: true,
      fallbackLng: false,
      ns: ['shell'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      returnEmptyString: false,
    });
}

/** Reads an area's texts before a page needs them. */
export const readTexts = (area: string): Promise<void> => i18next.loadNamespaces(area);
