import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENTRA_APP, judgeEntraApp } from './entra-rules.ts';
import type { Fault } from './faults.ts';
import { iconFilesOf, judgeIcon } from './icons.ts';
import { judgeLocale, localeFilesOf } from './locales.ts';
import { judgeManifest, MANIFEST } from './manifest-rules.ts';
import { schemaOf } from './schema.ts';
import type { Values } from './settings.ts';
import { fill, parseFile, type Json, type JsonObject, type Reading } from './template.ts';

/** What goes out: the files of the app package by their names, and the app registration. */
export interface Contents {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly entraApp: Uint8Array;
}

/**
 * Fills the templates of a folder, and judges everything that Teams and Entra ID would, without asking them.
 * @returns the contents, or everything that is wrong
 */
export async function readContents(folder: string, values: Values): Promise<Reading<Contents>> {
  const faults: Fault[] = [];
  const read = async (file: string): Promise<Uint8Array | null> => {
    try {
      return await readFile(join(folder, file));
    } catch {
      faults.push({ file, field: null, rule: 'is not there', remedy: `Put it into ${folder}` });
      return null;
    }
  };
  const readJson = async (file: string, filling: Readonly<Record<string, string>>) => {
    const bytes = await read(file);
    if (bytes === null) return null;
    const parsed = parseFile(file, new TextDecoder().decode(bytes));
    const filled = 'faults' in parsed ? parsed : fill(file, parsed.content, filling);
    if ('content' in filled) return filled.content;
    faults.push(...filled.faults);
    return null;
  };

  const manifest = await readJson(MANIFEST, values);
  // The object id is Entra ID's own, and never filled in here.
  const entraApp = await readJson(ENTRA_APP, { ...values, AZURE_OBJECT_ID: '' });
  if (manifest === null || entraApp === null) return { faults };

  faults.push(...schemaOf('MicrosoftTeams.schema.json').judge(MANIFEST, manifest));
  faults.push(...judgeManifest(manifest), ...judgeEntraApp(entraApp, manifest));
  const files = new Map([[MANIFEST, bytesOf(manifest)]]);
  for (const [use, file] of iconFilesOf(manifest)) {
    const bytes = await read(file);
    if (bytes === null) continue;
    faults.push(...judgeIcon(use, file, bytes));
    files.set(file, bytes);
  }
  const schema = schemaOf('MicrosoftTeams.Localization.schema.json');
  for (const [at, file] of localeFilesOf(manifest).entries()) {
    const locale = await readJson(file, {});
    if (locale === null) continue;
    faults.push(...judgeLocale(file, locale, manifest, schema, at === 0));
    files.set(file, bytesOf(locale));
  }
  return faults.length > 0 ? { faults } : { content: { files, entraApp: updateOf(entraApp) } };
}

const bytesOf = (content: Json): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);

/** What Microsoft Graph takes to change an app registration: without the ids by which it is found. */
const updateOf = (entraApp: JsonObject): Uint8Array =>
  bytesOf(
    Object.fromEntries(
      Object.entries(entraApp).filter(([name]) => name !== 'id' && name !== 'appId'),
    ),
  );
