import { hashText, mix } from './chance.ts';

/**
 * Object ids for the things of one collection: deterministic GUIDs from which the position can be read back,
 * so that a tenant of a million users needs no table of ids.
 */
export interface GuidScheme {
  /** The GUID of the thing at `index` (an integer from 0, below 2^32). */
  readonly guidAt: (index: number) => string;
  /** The position that `guid` stands for, or `undefined` where this scheme did not make it. */
  indexOf(guid: string): number | undefined;
}

const ROUNDS = [1, 2, 3, 4];

/** The scheme for the collection called `name`; two names never share a GUID in practice. */
export function createGuidScheme(name: string): GuidScheme {
  const key = hashText(name);
  const keys = ROUNDS.map((round) => mix(key, round));

  const guidAt = (index: number): string => {
    const first = scramble(index, keys);
    const second = mix(key ^ 0x5bd1e995, first);
    const third = mix(second, first);
    const fourth = mix(third, second);
    return format(first, second, third, fourth);
  };

  return {
    guidAt,
    indexOf(guid) {
      const first = Number.parseInt(guid.slice(0, 8), 16);
      if (Number.isNaN(first)) return undefined;
      const index = unscramble(first, keys);
      return guidAt(index) === guid.toLowerCase() ? index : undefined;
    },
  };
}

/** A GUID that belongs to a name, for the few things that have one. */
export function guidOf(name: string): string {
  return createGuidScheme(name).guidAt(0);
}

/** Whether `text` has the form of a GUID. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A Feistel network on 32 bits: every index gets another number, and the way back exists. */
function scramble(index: number, keys: readonly number[]): number {
  let left = index >>> 16;
  let right = index & 0xffff;
  for (const key of keys) {
    [left, right] = [right, left ^ (mix(key, right) & 0xffff)];
  }
  return ((left << 16) | right) >>> 0;
}

function unscramble(word: number, keys: readonly number[]): number {
  let left = word >>> 16;
  let right = word & 0xffff;
  for (const key of keys.toReversed()) {
    [left, right] = [right ^ (mix(key, left) & 0xffff), left];
  }
  return ((left << 16) | right) >>> 0;
}

/** Writes 128 bits as a GUID of version 4. */
function format(first: number, second: number, third: number, fourth: number): string {
  const b = hex((second & 0xffff0fff) | 0x4000);
  const c = hex((third & 0x3fffffff) | 0x80000000);
  return `${hex(first)}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${hex(fourth)}`;
}

/** All bytes as two hexadecimal digits: looking them up is what makes a page of ids cheap. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(word: number): string {
  return `${BYTES[word >>> 24]}${BYTES[(word >>> 16) & 255]}${BYTES[(word >>> 8) & 255]}${BYTES[word & 255]}`;
}
