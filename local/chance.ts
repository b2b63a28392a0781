/** Small, fast, seeded arithmetic: the local cloud is the same world for the same seed. */

/** A 32-bit number from a text (FNV-1a, finished by `mix`). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  }
  return mix(hash, text.length);
}

/** A 32-bit number from two: nearby inputs give unrelated outputs. Unsigned. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16) ^ b, 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A stream of numbers in [0, 1) that depends on nothing but the seed (mulberry32). */
export type Chance = () => number;

/** Starts a stream of chance at `seed`. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Orders `items` anew, in place, by chance (Fisher and Yates). */
export function shuffle(items: unknown[], chance: Chance): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
}
