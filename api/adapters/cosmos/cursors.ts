import { hash } from 'node:crypto';
import { invalid } from '../../kernel/errors.ts';
import type { Cursor } from '../../ports/store.ts';
import type { Stretch } from './sort-keys.ts';

/** Where a list goes on: behind the document with that sort text, or behind one of its elements. */
export interface Place {
  readonly key: string;
  readonly element: string | null;
}

const refused = () =>
  invalid(
    'cursor',
    'cursor-invalid',
    'The cursor is not one of this list with these filters. Start again from the first page.',
  );

/** A short mark of the question that a cursor belongs to. */
export const markOf = (question: unknown): string =>
  hash('sha256', JSON.stringify(question), 'base64url').slice(0, 12);

/** The cursor for a place. It holds no token of the service's, so that it lives through splits and inserts. */
export const cursorAt = (mark: string, { key, element }: Place): Cursor =>
  Buffer.from(JSON.stringify([mark, key, element])).toString('base64url') as Cursor;

/** The place that a cursor names. One that was made for another question, or by nobody, is refused as `invalid-input`. */
export function placeAt(cursor: Cursor, mark: string, { from, to }: Stretch): Place {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refused();
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== mark) throw refused();
  const [, key, element] = parts as unknown[];
  if (typeof key !== 'string' || key < from || key >= to) throw refused();
  if (element !== null && typeof element !== 'string') throw refused();
  return { key, element };
}
