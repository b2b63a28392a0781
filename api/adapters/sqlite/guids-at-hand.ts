/** GUIDs and the numbers that stand for them, as many as fit a fixed piece of memory; any may be gone at any time. */
export interface GuidsAtHand {
  number(guid: string): number | undefined;
  guid(number: number): string | undefined;
  keep(guid: string, number: number): void;
  clear(): void;
}

/** A place: the four words of a GUID, then its number, 0 where the place is free; so wide that it lies in one line of the processor's cache. */
const WIDTH = 8;
const NUMBER = 4;
/** Numbers from here on do not fit; a file that holds so many GUIDs is read without this memory. */
const NUMBERS_END = 2 ** 32;

const HEX = Array.from({ length: 2 ** 16 }, (_, value) => value.toString(16).padStart(4, '0'));

/** The value of four hexadecimal digits: the last four bits of a digit's code are it, and of a letter's nine less. */
function fourDigits(guid: string, from: number): number {
  let value = 0;
  for (let at = from; at < from + 4; at++) {
    const code = guid.charCodeAt(at);
    value = (value << 4) | ((code & 15) + 9 * (code >> 6));
  }
  return value;
}

function readInto(words: Uint32Array, guid: string): void {
  words[0] = (fourDigits(guid, 0) << 16) | fourDigits(guid, 4);
  words[1] = (fourDigits(guid, 9) << 16) | fourDigits(guid, 14);
  words[2] = (fourDigits(guid, 19) << 16) | fourDigits(guid, 24);
  words[3] = (fourDigits(guid, 28) << 16) | fourDigits(guid, 32);
}

function textOf(words: Uint32Array, from: number): string {
  const half = (nth: number): string => {
    const word = words[from + (nth >> 1)] ?? 0;
    return HEX[nth % 2 === 0 ? word >>> 16 : word & 0xffff] ?? '';
  };
  return `${half(0)}${half(1)}-${half(2)}-${half(3)}-${half(4)}-${half(5)}${half(6)}${half(7)}`;
}

/**
 * The memory of one connection, which no garbage collector looks at: each GUID and each number has one place, and who
 * comes later takes it. `places` in each direction, a power of two; each is 32 bytes.
 */
export function guidsAtHand(places: number): GuidsAtHand {
  const byGuid = new Uint32Array(WIDTH * places);
  const byNumber = new Uint32Array(WIDTH * places);
  const sought = new Uint32Array(NUMBER);
  /** GUIDs are random, if not all of them in the same bits. */
  const placeOfSought = (): number =>
    WIDTH * (((sought[0] ?? 0) ^ (sought[1] ?? 0) ^ (sought[3] ?? 0)) & (places - 1));
  const placeOf = (number: number): number => WIDTH * (number & (places - 1));
  const put = (table: Uint32Array, place: number, number: number): void => {
    table.set(sought, place);
    table[place + NUMBER] = number;
  };

  return {
    number(guid) {
      readInto(sought, guid);
      const place = placeOfSought();
      for (let nth = 0; nth < NUMBER; nth++)
        if (byGuid[place + nth] !== sought[nth]) return undefined;
      const number = byGuid[place + NUMBER];
      return number === 0 ? undefined : number;
    },
    guid(number) {
      const place = placeOf(number);
      return byNumber[place + NUMBER] === number ? textOf(byNumber, place) : undefined;
    },
    keep(guid, number) {
      if (number >= NUMBERS_END) return;
      readInto(sought, guid);
      put(byGuid, placeOfSought(), number);
      put(byNumber, placeOf(number), number);
    },
    clear() {
      byGuid.fill(0);
      byNumber.fill(0);
    },
  };
}
