import { badRequest } from './errors.ts';
import type { Predicate } from './filter.ts';

const CLAUSE = /^"([a-z]+):(.+)"$/i;

/**
 * Understands `"property:words"`, several of them joined by OR or AND. A clause fits where each of its words begins a
 * word of the property; case and accents do not matter.
 * @throws GraphRefusal 400 for another form, or a property that cannot be searched.
 */
export function parseSearch(text: string, searchable: readonly string[]): Predicate {
  const alternatives = text
    .split(/\s+OR\s+/)
    .map((alternative) =>
      alternative.split(/\s+AND\s+/).map((clause) => parseClause(clause.trim(), searchable)),
    );
  return (object) => alternatives.some((clauses) => clauses.every((clause) => clause(object)));
}

function parseClause(clause: string, searchable: readonly string[]): Predicate {
  const [, name = '', words = ''] = CLAUSE.exec(clause) ?? [];
  const property = searchable.find((known) => known.toLowerCase() === name.toLowerCase());
  if (property === undefined) {
    throw badRequest(
      `Syntax error: the search clause ${clause} is not of the form "property:text" with one of ${searchable.join(', ')}.`,
    );
  }
  const wanted = wordsOf(words);
  return (object) => {
    const value = object[property];
    const present = typeof value === 'string' ? wordsOf(value) : [];
    return wanted.every((word) => present.some((other) => other.startsWith(word)));
  };
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
