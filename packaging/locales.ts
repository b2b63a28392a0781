import type { Fault } from './faults.ts';
import type { Schema } from './schema.ts';
import { isObject, textsIn, type Json, type JsonObject } from './template.ts';

/** The files of texts that a manifest names, the default language's first. */
export function localeFilesOf(manifest: JsonObject): readonly string[] {
  const info = manifest['localizationInfo'];
  if (!isObject(info)) return [];
  const others = (info['additionalLanguages'] ?? []) as readonly Json[];
  const files = others.map((language) => (isObject(language) ? language['file'] : undefined));
  return [info['defaultLanguageFile'], ...files].filter((file) => typeof file === 'string');
}

/**
 * Whether a file of texts fits the manifest: the schema's lengths, every text of the manifest that can be translated,
 * and none that it does not have.
 * @param schema of localization files
 * @param isDefault the default language's texts are the manifest's own
 */
export function judgeLocale(
  file: string,
  locale: JsonObject,
  manifest: JsonObject,
  schema: Schema,
  isDefault: boolean,
): readonly Fault[] {
  const own = new Map([...textsIn(manifest)].filter(([place]) => translatable(place, schema)));
  const faults = [...schema.judge(file, locale)];
  const refused = new Set(faults.map(({ field }) => field));
  const refuse = (field: string, rule: string, remedy: string): void => {
    if (!refused.has(field)) faults.push({ file, field, rule, remedy });
  };
  for (const [key, text] of own) {
    if (locale[key] === undefined) {
      refuse(key, 'is missing: the manifest has this text', 'Translate it');
    } else if (isDefault && locale[key] !== text) {
      refuse(key, "differs from the manifest's own text", 'Write both alike');
    }
  }
  for (const key of Object.keys(locale)) {
    if (translatable(key, schema) && !own.has(key)) {
      refuse(key, 'is a text that the manifest does not have', 'Take it out');
    }
  }
  return faults;
}

const translatable = (place: string, schema: Schema): boolean =>
  place !== '$schema' && schema.knows(place);
