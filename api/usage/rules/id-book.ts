/** A mark of an id: 64 bits of its hash. */
export interface IdMark {
  readonly high: number;
  readonly low: number;
}

/** What an id was used for. */
export interface IdUse {
  /** 32 bits of a hash of what its activity says. */
  readonly fingerprint: number;
  /** The month in which it makes its person active, `YYYYMM`; 0 where it does not count. */
  readonly countsIn: number;
}

/**
 * Which ids are known and what each was used for, in 16 bytes of a table: some 30 MB for a million ids. Ids with the same mark
 * are taken for one: among ten million ids that happens in one of some hundred thousand tenants.
 */
export interface IdBook {
  /** How many ids are known. */
  readonly size: number;
  /** What the id was used for; null where it is not known. */
  find(mark: IdMark): IdUse | null;
  /** Notes an id that is not known. */
  note(mark: IdMark, use: IdUse): void;
}

/** 32 bits that two texts hardly share by chance (FNV-1a): enough to tell apart two uses of one id. */
export function fingerprintOf(text: string): number {
  let bits = 0x811c9dc5;
  for (let nth = 0; nth < text.length; nth++)
    bits = Math.imul(bits ^ text.charCodeAt(nth), 0x01000193);
  return bits >>> 0;
}

const FIRST_CAPACITY = 1_024;
/** A fuller table is made twice as large. */
const FULL = 0.6;
/** What a place holds: both halves of the mark, fingerprint, month. */
const WORDS = 4;

/** An empty book: a table with open addressing, a place being free where both halves of the mark are 0. */
export function createIdBook(): IdBook {
  let capacity = FIRST_CAPACITY;
  let table = new Uint32Array(capacity * WORDS);
  let size = 0;

  /** Where the mark stands, or the free place where it would. */
  const placeOf = (into: Uint32Array, high: number, low: number): number => {
    const mask = into.length / WORDS - 1;
    for (let nth = low & mask; ; nth = (nth + 1) & mask) {
      const at = nth * WORDS;
      const isFree = into[at] === 0 && into[at + 1] === 0;
      if (isFree || (into[at] === high && into[at + 1] === low)) return at;
    }
  };
  const put = (into: Uint32Array, words: ArrayLike<number>, from: number): void => {
    const at = placeOf(into, words[from] ?? 0, words[from + 1] ?? 0);
    for (let nth = 0; nth < WORDS; nth++) into[at + nth] = words[from + nth] ?? 0;
  };
  const grow = (): void => {
    capacity *= 2;
    const larger = new Uint32Array(capacity * WORDS);
    for (let at = 0; at < table.length; at += WORDS) {
      if (table[at] !== 0 || table[at + 1] !== 0) put(larger, table, at);
    }
    table = larger;
  };

  return {
    get size() {
      return size;
    },
    find({ high, low }) {
      const at = placeOf(table, high, low);
      if (table[at] === 0 && table[at + 1] === 0) return null;
      return { fingerprint: table[at + 2] ?? 0, countsIn: table[at + 3] ?? 0 };
    },
    note({ high, low }, { fingerprint, countsIn }) {
      if (size + 1 > capacity * FULL) grow();
      put(table, [high, low, fingerprint, countsIn], 0);
      size++;
    },
  };
}
