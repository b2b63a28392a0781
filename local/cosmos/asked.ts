import { createHash } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import { badRequest } from './refusal.ts';
import type { Row } from './storage.ts';

/** A question's text and parameters. */
export interface Asked {
  readonly text: string;
  readonly parameters: ReadonlyMap<string, unknown>;
}

const QUESTION_MAX_BYTES = 512 * 1024;

/** Takes a question apart. @throws Refusal where text and parameters do not fit each other */
export function askedOf(question: unknown): Asked {
  const { query, parameters, ...rest } = (question ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || !Array.isArray(parameters) || Object.keys(rest).length > 0)
    throw badRequest('The question is no query with parameters.');
  if (Buffer.byteLength(JSON.stringify(question)) > QUESTION_MAX_BYTES)
    throw badRequest('The SQL query text exceeded the maximum limit of 524288 characters.');
  const named = new Map<string, unknown>();
  for (const one of parameters as readonly Record<string, unknown>[]) {
    const { name, value, ...more } = one;
    if (typeof name !== 'string' || value === undefined || Object.keys(more).length > 0)
      throw badRequest('A parameter has a name and a value.');
    if (named.has(name)) throw badRequest(`The parameter ${name} is there twice.`);
    named.set(name, value);
  }
  const inText = new Set([...query.matchAll(/@\w+/g)].map(([name]) => name));
  for (const name of inText)
    if (!named.has(name)) throw badRequest(`The text names ${name}, which is no parameter.`);
  for (const name of named.keys())
    if (!inText.has(name)) throw badRequest(`The parameter ${name} is not in the text.`);
  return { text: query, parameters: named };
}

/** A parameter that must be a text. */
export function textOf({ parameters }: Asked, name: string): string {
  const value = parameters.get(name);
  if (typeof value !== 'string') throw badRequest(`The parameter ${name} is no text.`);
  return value;
}

/** Binds continuation tokens to their question. */
export const markOf = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);

/** The token behind a row, whose place is in its columns `place0` and so on. */
export const tokenFor = (mark: string, columns: number, row: Row): string =>
  Buffer.from(
    JSON.stringify([mark, ...Array.from({ length: columns }, (_, nth) => row[`place${nth}`])]),
  ).toString('base64');

/** The place that a token names, or null without one. @throws Refusal for another question's */
export function placeIn(
  continuation: string | null,
  mark: string,
): readonly SQLInputValue[] | null {
  if (continuation === null) return null;
  try {
    const [ofQuestion, ...place] = JSON.parse(Buffer.from(continuation, 'base64').toString()) as [
      string,
      ...SQLInputValue[],
    ];
    if (ofQuestion === mark) return place;
  } catch {
    // What is no JSON is no token, as below.
  }
  throw badRequest('Invalid Continuation Token');
}
