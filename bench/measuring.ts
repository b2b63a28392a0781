import { createHash } from 'node:crypto';

/** One mark for what a side ends with, whatever order it is read in. */
export function digestOf(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines.toSorted()) hash.update(line).update('\n');
  return hash.digest('hex');
}

/** How long a side took: by the clock, and of the processor, which says more where a machine is shared. */
export interface Timing {
  readonly seconds: number;
  /** Microseconds of the processor for each thing that is done, in all threads. */
  readonly processorUs: number;
}

/** Begins to measure the doing of so many things; gives what ends it. */
export function stopwatch(count: number): () => Timing {
  const begun = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: (performance.now() - begun) / 1_000,
      processorUs: (user + system) / count,
    };
  };
}

/** The middle one of some numbers. */
export const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
