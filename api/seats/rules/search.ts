import { fold } from '../../kernel/text.ts';

/** A search: the term that narrows most drives the index, the others are looked at on each person found. */
export interface Search {
  readonly leading: string;
  readonly others: readonly string[];
}

/** The search that a text asks for, or null where it holds nothing to search for. */
export function searchFor(text: string): Search | null {
  const terms = [...new Set(fold(text).split(/\s+/))].filter((term) => term !== '');
  const [leading, ...others] = terms.toSorted((a, b) => b.length - a.length);
  return leading === undefined ? null : { leading, others };
}

/**
 * Whether an entry of the index answers the search: every term begins some word of the person, and this is the first
 * of the words that fit the leading term, so that a person found by two words is given once.
 */
export function answers(search: Search, words: readonly string[], element: string): boolean {
  const first = words.filter((word) => word.startsWith(search.leading)).toSorted()[0];
  return (
    element === first && search.others.every((term) => words.some((word) => word.startsWith(term)))
  );
}
