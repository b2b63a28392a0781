import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines: what was done to the local world, in order. */
export interface Journal {
  /** Writes one entry; it is in the file when this returns. */
  append(entry: object): void;
  close(): void;
}

/**
 * Opens or makes the journal in `file` and gives what stands in it. A last line that a stop tore off is cut away; any
 * other broken line is an error that names it.
 */
export function openJournal(file: string): { journal: Journal; entries: unknown[] } {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a+');
  const bytes = readFileSync(descriptor);
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  if (wholeBytes < bytes.length) ftruncateSync(descriptor, wholeBytes);
  const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  return {
    entries: lines.map((line, place) => parseLine(line, `${file}, line ${place + 1}`)),
    journal: {
      append: (entry) => void writeSync(descriptor, `${JSON.stringify(entry)}\n`),
      close: () => closeSync(descriptor),
    },
  };
}

/** The journal of a world that is not to be kept. */
export const FORGETFUL: Journal = { append: () => undefined, close: () => undefined };

function parseLine(line: string, place: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new Error(`${place}: this is no JSON. Delete the file to start with a new world.`, {
      cause,
    });
  }
}
