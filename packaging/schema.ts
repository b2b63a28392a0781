import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Fault } from './faults.ts';
import type { JsonObject } from './template.ts';

/**
 * Where `@microsoft/app-manifest` keeps Teams' schemas, a folder for each version. They are data: nothing is asked of
 * the network.
 */
const SCHEMAS = join(
  import.meta.dirname,
  '../node_modules/@microsoft/app-manifest/build/json-schemas/teams',
);

const ADDRESS = 'https://developer.microsoft.com/json-schemas/teams';

/** The newest published version of Teams' schema, such as `1.30`, and where its files are at Microsoft. */
export function newestSchema(): { readonly version: string; addressOf(file: SchemaFile): string } {
  const minors = readdirSync(SCHEMAS)
    .map((folder) => /^v1\.(\d+)$/.exec(folder)?.[1])
    .filter((minor) => minor !== undefined)
    .map(Number);
  const version = `1.${Math.max(...minors)}`;
  return { version, addressOf: (file) => `${ADDRESS}/v${version}/${file}` };
}

type SchemaFile = 'MicrosoftTeams.schema.json' | 'MicrosoftTeams.Localization.schema.json';

/** What a schema has to say of a file's content. */
export type Judge = (file: string, content: JsonObject) => readonly Fault[];

/** A schema of the newest version. */
export interface Schema {
  readonly judge: Judge;
  /** Whether it has a place for this name at the top. */
  knows(name: string): boolean;
}

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';

/** One of the two schemas. They are of draft 4, and use nothing of it that draft 7 means otherwise. */
export function schemaOf(name: SchemaFile): Schema {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const schema = compile(name);
  compiled.set(name, schema);
  return schema;
}

/** Compiling one takes longer than everything else together. */
const compiled = new Map<SchemaFile, Schema>();

function compile(name: SchemaFile): Schema {
  const text = readFileSync(join(SCHEMAS, `v${newestSchema().version}`, name), 'utf8');
  const schema = JSON.parse(text.replace(/^\uFEFF/, '')) as JsonObject;
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats.default(ajv, ['uri', 'email', 'regex']);
  const validate: ValidateFunction = ajv.compile({ ...schema, $schema: DRAFT_7 });
  const { properties = {}, patternProperties = {} } = schema as unknown as Readonly<
    Record<string, object | undefined>
  >;
  const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern));
  return {
    judge(file, content) {
      if (validate(content)) return [];
      return (validate.errors ?? []).map((error) => faultOf(file, error, content));
    },
    knows: (name) => name in properties || patterns.some((pattern) => pattern.test(name)),
  };
}

function faultOf(file: string, error: ErrorObject, content: JsonObject): Fault {
  const { keyword, message = 'is refused', instancePath } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const named = params['missingProperty'] ?? params['additionalProperty'];
  const parts = instancePath.split('/').slice(1);
  const field = placeOf(typeof named === 'string' ? [...parts, named] : parts);
  const length = lengthAt(content, parts);
  const rule =
    keyword === 'required'
      ? 'is missing'
      : keyword === 'additionalProperties'
        ? 'is not known to the schema'
        : `${message}${length === null ? '' : `, and has ${length}`}`;
  return { file, field, rule, remedy: remedyFor(keyword, params) };
}

function remedyFor(keyword: string, params: Readonly<Record<string, unknown>>): string {
  if (keyword === 'required') return 'Add it';
  if (keyword === 'additionalProperties') return 'Take it out, or correct its name';
  if (keyword === 'maxLength') return 'Shorten it';
  if (keyword === 'enum') return `Write one of ${JSON.stringify(params['allowedValues'])}`;
  return `Correct it as Teams' manifest schema ${newestSchema().version} says`;
}

/** `staticTabs[0].name` for the parts of a JSON pointer. */
const placeOf = (parts: readonly string[]): string | null =>
  parts.length === 0
    ? null
    : parts
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`))
        .join('');

/** How long the text at the place is; null where there is none. */
function lengthAt(content: JsonObject, parts: readonly string[]): number | null {
  let found: unknown = content;
  for (const part of parts) {
    if (typeof found !== 'object' || found === null) return null;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return typeof found === 'string' ? Array.from(found).length : null;
}
