/** Case and accents folded, so that `Élodie` and `elodie` are the same to a reader who searches or sorts. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();
}

/** The folded words of a text: split at white space, and at punctuation within; `O'Neil` gives `o'neil`, `o`, `neil`. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const token of fold(text).split(/\s+/)) {
    if (token === '') continue;
    words.add(token);
    for (const part of token.split(/[^\p{L}\p{N}]+/u)) if (part !== '') words.add(part);
  }
  return [...words];
}
