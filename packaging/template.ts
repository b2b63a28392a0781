import type { Fault } from './faults.ts';

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text; none at all where the value is none. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What was made of a file: its content, or why there is none. */
export type Reading<T> = { readonly content: T } | { readonly faults: readonly Fault[] };

const PLACEHOLDER = /\$\{\{([^}]*)\}\}/g;

/** The object in a JSON file. */
export function parseFile(file: string, text: string): Reading<JsonObject> {
  try {
    const content = JSON.parse(text) as Json;
    if (isObject(content)) return { content };
    return { faults: [{ file, field: null, rule: 'is no JSON object', remedy: 'Write one' }] };
  } catch (error) {
    const rule = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { faults: [{ file, field: null, rule, remedy: 'Correct it there' }] };
  }
}

/** The texts of a value, each with its place, such as `staticTabs[0].name`. */
export function* textsIn(
  value: Json,
  place = '',
): Generator<readonly [place: string, text: string]> {
  if (typeof value === 'string') yield [place, value];
  else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      yield* textsIn(inner, place === '' ? name : `${place}.${name}`);
    }
  } else if (Array.isArray(value)) {
    for (const [at, inner] of (value as readonly Json[]).entries()) {
      yield* textsIn(inner, `${place}[${at}]`);
    }
  }
}

/** A template with every `${{NAME}}` in its texts filled in. */
export function fill(
  file: string,
  template: JsonObject,
  values: Readonly<Record<string, string>>,
): Reading<JsonObject> {
  const faults: Fault[] = [];
  for (const [field, text] of textsIn(template)) {
    for (const [whole, name = ''] of text.matchAll(PLACEHOLDER)) {
      if (name in values) continue;
      const rule = `the placeholder ${whole} stands for nothing`;
      const remedy = `Use one of ${Object.keys(values).join(', ')}`;
      faults.push({ file, field, rule, remedy });
    }
  }
  if (faults.length > 0) return { faults };
  const filled = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
  const content = JSON.parse(JSON.stringify(template), (_, value: Json) =>
    typeof value === 'string' ? filled(value) : value,
  ) as JsonObject;
  return { content };
}
