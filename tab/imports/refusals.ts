import type imports from '../locales/en/imports.json';

type Key = keyof (typeof imports)['refusal'];

/** The reasons for which a row is refused that have words of their own. */
const KNOWN: Readonly<Record<Exclude<Key, 'other'>, true>> = {
  quotes: true,
  'columns-count': true,
  'control-character': true,
  'catalog-empty': true,
  'catalog-too-long': true,
  'course-empty': true,
  'course-too-long': true,
  'person-empty': true,
  'enrolled-on-invalid': true,
  'enrolled-on-ahead': true,
  'unenrolled-on-invalid': true,
  'person-unknown': true,
  'person-ambiguous': true,
  'person-deleted': true,
  'person-removed': true,
  'too-many-lists': true,
  'held-by-group': true,
  'catalog-ambiguous': true,
  'catalog-unknown': true,
  'course-ambiguous': true,
  'course-deleted': true,
  'no-seat': true,
  'seats-none-left': true,
};

const isKnown = (code: string): code is Exclude<Key, 'other'> => Object.hasOwn(KNOWN, code);

/** The key of the words for a refused row; codes that a newer server may send have words as well. */
export const refusalKeyOf = (code: string): Key => (isKnown(code) ? code : 'other');
