import type { Language } from '../../kernel/languages.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { FileWords } from './words.ts';

/** The words of a file in every language that there is. */
export const FILE_WORDS: Readonly<Record<Language, FileWords>> = { en, nl, fr, de };
