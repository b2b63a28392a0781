/**
 * The questions that are understood: every other text is refused, so that nothing seems tried that was not. `\1` is the
 * one index of the question.
 */

const WITHIN = String.raw`c\.tenantId = @t AND c\.sort\.(\w+) >= @from AND c\.sort\.\1 < @to`;
const ELEMENT = String.raw` AND ARRAY_CONTAINS\(c\.entries\.\1, @element\)`;
const BEGINNING = String.raw` AND EXISTS\(SELECT VALUE e FROM e IN c\.entries\.\1 WHERE STARTSWITH\(e, @beginning\)\)`;

/** A page of an index, perhaps of what has an element or one that begins so. */
export const LIST = new RegExp(
  String.raw`^SELECT \* FROM c WHERE ${WITHIN}(?:${ELEMENT}|${BEGINNING})? ORDER BY c\.sort\.\1$`,
);

/** How many documents an index has between two places, perhaps with an element. */
export const COUNT = new RegExp(
  String.raw`^SELECT VALUE COUNT\(1\) FROM c WHERE ${WITHIN}(?:${ELEMENT})?$`,
);

/** How many elements that begin so the documents of an index have. */
export const COUNT_ELEMENTS = new RegExp(
  String.raw`^SELECT VALUE COUNT\(1\) FROM c JOIN e IN c\.entries\.(\w+) WHERE ${WITHIN.replace(
    String.raw`(\w+)`,
    String.raw`\1`,
  )} AND STARTSWITH\(e, @beginning\)$`,
);

/** Documents by their ids. */
export const BY_IDS = 'SELECT * FROM c WHERE c.tenantId = @t AND ARRAY_CONTAINS(@ids, c.id)';

/** All documents of a kind. */
export const OF_KIND = 'SELECT * FROM c WHERE c.kind = @kind';

/** What has expired. */
export const EXPIRED = 'SELECT c.id, c.pk, c._etag FROM c WHERE c.expiresAt < @before';
