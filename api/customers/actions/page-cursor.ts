import { cursorRefused } from '../../kernel/errors.ts';
import type { World } from '../../ports/world.ts';

/**
 * Where a list of the directory goes on: the directory's own link (null: the first part), and how many of that part
 * were given.
 */
export interface Place {
  readonly link: string | null;
  readonly given: number;
}

const BEGINNING: Place = { link: null, given: 0 };

/** What a cursor is good for: the partner, the customer, the list and what it was asked for. */
export type CursorScope = readonly (string | undefined)[];

const MARK_LENGTH = 43;

const marksOf = ({ keyedHashes }: Pick<World, 'keyedHashes'>, scope: CursorScope, text: string) =>
  keyedHashes(JSON.stringify(['customer-list', ...scope, text])).map((hash) =>
    Buffer.from(hash, 'hex').toString('base64url'),
  );

/**
 * A cursor that leads to this place, and only in a list of the same scope: a link of one customer's directory never
 * goes to another's.
 */
export function cursorOf(
  world: Pick<World, 'keyedHashes'>,
  scope: CursorScope,
  place: Place,
): string {
  const text = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${marksOf(world, scope, text)[0] ?? ''}${text}`;
}

/** The place that a cursor leads to. @throws AppError `invalid-input` for one that this list did not give */
export function placeOf(
  world: Pick<World, 'keyedHashes'>,
  scope: CursorScope,
  cursor: string | undefined,
): Place {
  if (cursor === undefined) return BEGINNING;
  const mark = cursor.slice(0, MARK_LENGTH);
  const text = cursor.slice(MARK_LENGTH);
  if (!marksOf(world, scope, text).includes(mark)) throw cursorRefused();
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Place;
}
