import { cursorRefused } from '../../kernel/errors.ts';
import { cursorOf, partsOf } from '../../ports/cursors.ts';
import type { Cursor } from '../../ports/store.ts';
import type { Stretch } from './sort-keys.ts';

/** Where a list goes on: behind the document with that sort text, or behind one of its elements. */
export interface Place {
  readonly key: string;
  readonly element: string | null;
}

/** The cursor for a place. It holds no token of the service's, so that it lives through splits and inserts. */
export const cursorAt = (mark: string, { key, element }: Place): Cursor =>
  cursorOf(mark, [key, element]);

/** The place that a cursor names. One that was made for another question, or by nobody, is refused as `invalid-input`. */
export function placeAt(cursor: Cursor, mark: string, { from, to }: Stretch): Place {
  const [key, element] = partsOf(cursor, mark, 2);
  if (typeof key !== 'string' || key < from || key >= to) throw cursorRefused();
  if (element !== null && typeof element !== 'string') throw cursorRefused();
  return { key, element };
}
