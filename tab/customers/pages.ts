/**
 * Where one is in a list that can only be followed forwards: the cursors of the pages up to this one, the first page
 * being the one without a cursor.
 */
export interface Place {
  readonly before: readonly (string | null)[];
  readonly cursor: string | null;
}

/** The first page. */
export const FIRST: Place = { before: [], cursor: null };

/** The page after this one. */
export const nextPlace = ({ before, cursor }: Place, nextCursor: string): Place => ({
  before: [...before, cursor],
  cursor: nextCursor,
});

/** The page before this one; the first page has itself before it. */
export const previousPlace = ({ before }: Place): Place => ({
  before: before.slice(0, -1),
  cursor: before.at(-1) ?? null,
});

/** The number of the page, from 1. */
export const pageNumber = ({ before }: Place): number => before.length + 1;
