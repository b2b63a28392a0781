import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../tab/language.ts';

const FOLDER = new URL('../../tab/locales/', import.meta.url);

/** The texts of one area in one language, by their keys. */
function textsOf(language: Language, area: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const walk = (node: unknown, key: string): void => {
    if (typeof node === 'string') {
      texts.set(key, node);
      return;
    }
    for (const [name, inner] of Object.entries(node as object)) {
      walk(inner, key === '' ? name : `${key}.${name}`);
    }
  };
  walk(JSON.parse(readFileSync(new URL(`${language}/${area}`, FOLDER), 'utf8')), '');
  return texts;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** How nobody is spoken to: Dutch says je, German Sie and French vous, as Microsoft's admin centres do. */
const ANOTHER_ADDRESS: Partial<Record<Language, RegExp>> = {
  nl: /(?<!\p{L})(u|uw|uwe)(?!\p{L})/iu,
  de: /(?<!\p{L})(du|dich|dir|dein(e[mnrs]?)?|euch|euer|eure[mnrs]?)(?!\p{L})/iu,
  fr: /(?<!\p{L})(tu|toi|ton|ta|tes)(?!\p{L})/iu,
};

/** The keys without the endings by which a plural is told. */
const keysOf = (texts: ReadonlyMap<string, string>): string[] =>
  [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')))].sort();

const placeholdersOf = (text: string): string[] =>
  [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort();

const areas = readdirSync(new URL('en/', FOLDER));
const others = LANGUAGES.filter((language) => language !== 'en');

describe.each(areas)('The texts of %s', (area) => {
  const english = textsOf('en', area);

  test.each(others)('have the same keys in English and %s', (language) => {
    expect(keysOf(textsOf(language, area))).toEqual(keysOf(english));
  });

  test.each(LANGUAGES)('have every plural that %s needs', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const texts = textsOf(language, area);
    const told = Map.groupBy(
      [...texts.keys()].filter((key) => PLURAL.test(key)),
      (key) => key.replace(PLURAL, ''),
    );
    for (const [key, forms] of told) {
      const has = forms.map((form) => PLURAL.exec(form)?.[1]);
      expect([key, has.sort()]).toEqual([key, needed]);
      expect([key, texts.has(key)]).toEqual([key, false]);
    }
  });

  test.each(LANGUAGES)('say every number of things as %s does', (language) => {
    const alike = [...textsOf(language, area)]
      .filter(([key, text]) => text.includes('{{count') && !PLURAL.test(key))
      .map(([key]) => key);
    expect(alike).toEqual([]);
  });

  test.each(others)('name the same things in English and %s', (language) => {
    for (const [key, text] of textsOf(language, area)) {
      const base = key.replace(PLURAL, '');
      const same = english.get(key) ?? english.get(`${base}_other`) ?? english.get(base) ?? '';
      expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(same)]);
    }
  });

  test.each(Object.keys(ANOTHER_ADDRESS) as Language[])(
    'speak to one in one way: %s',
    (language) => {
      const another = ANOTHER_ADDRESS[language];
      const said = [...textsOf(language, area)].filter(([, text]) => another?.test(text) === true);
      expect(said).toEqual([]);
    },
  );

  test.each(LANGUAGES)('are all there in %s', (language) => {
    const empty = [...textsOf(language, area)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});
