import { namedShape } from '../../api/catalogs/contract.ts';

/** The most characters of a catalog's, course's or training plan's name, as the api's contract has it. */
export const NAME_MAX = namedShape.shape.name.maxLength ?? Infinity;

/** What is wrong with a name. */
export type NameFault = 'name-missing' | 'name-too-long';

/** What is wrong with a name as it is typed, or null; spaces around it do not matter. */
export function nameFaultOf(typed: string): NameFault | null {
  const name = typed.trim();
  if (name === '') return 'name-missing';
  return name.length > NAME_MAX ? 'name-too-long' : null;
}

/** One look of a name: composed letters, one space where there are several or odd ones. */
const plain = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Whether somebody has typed the name of what is to be deleted: letter for letter, spaces taken as they look. */
export const isNameTyped = (typed: string, name: string): boolean => plain(typed) === plain(name);

/**
 * What a refused renaming (412) means, by the name that was seen, the name that is there now, and the one typed:
 * `none`: something else changed, the name did not; `same`: somebody has given it the very name; `differs`: somebody
 * gave it another.
 */
export function clashOf(seen: string, now: string, typed: string): 'none' | 'same' | 'differs' {
  if (now === typed.trim()) return 'same';
  return now === seen ? 'none' : 'differs';
}

/** Those that have the text somewhere in their name, case and accents put aside; all where there is no text. */
export function withInName<R extends { readonly name: string }>(
  things: readonly R[],
  text: string,
): readonly R[] {
  const folded = fold(text.trim());
  return folded === '' ? things : things.filter(({ name }) => fold(name).includes(folded));
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
