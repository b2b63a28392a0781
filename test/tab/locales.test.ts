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
      const has = new Set(forms.map((form) => PLURAL.exec(form)?.[1]));
      // The bare key is what i18next takes where a form is missing.
      if (texts.has(key)) has.add('other');
      expect([key, [...has].sort()]).toEqual([key, needed]);
    }
  });

  test.each(others)('name the same things in English and %s', (language) => {
    for (const [key, text] of textsOf(language, area)) {
      const base = key.replace(PLURAL, '');
      const same = english.get(key) ?? english.get(`${base}_other`) ?? english.get(base) ?? '';
      expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(same)]);
    }
  });

  test.each(LANGUAGES)('are all there in %s', (language) => {
    const empty = [...textsOf(language, area)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});
