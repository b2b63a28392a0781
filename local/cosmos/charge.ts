/**
 * Request units as an estimate, by the rules of thumb in docs/cosmos.md: what a service charges only a service can say.
 * Under strong consistency a read asks two copies and costs twice.
 */
const STRONG = 2;
const READ_PER_KB = 1;
const WRITE_PER_KB = 5;
const WRITE_PER_TERM = 0.2;
/** A replaced document's old index terms go as well. */
const REPLACING = 1.65;
const QUERY = 2.3;
const QUERY_PER_KB = 0.4;

const kilobytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024));

/** Reading one document. */
export const readCharge = (bytes: number): number => STRONG * READ_PER_KB * kilobytes(bytes);

/** Creating or deleting one. */
export const createCharge = (bytes: number, terms: number): number =>
  WRITE_PER_KB * kilobytes(bytes) + WRITE_PER_TERM * terms;

/** Replacing or patching one. */
export const replaceCharge = (bytes: number, terms: number): number =>
  REPLACING * createCharge(bytes, terms);

/** A page of a question or of the change feed. */
export const queryCharge = (bytes: number): number =>
  STRONG * (QUERY + (bytes === 0 ? 0 : QUERY_PER_KB * kilobytes(bytes)));

/** What is refused or not there costs as much as a small read. */
export const REFUSAL_CHARGE = STRONG * READ_PER_KB;
