import { statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/** Each may take a gigabyte, with its browser. */
const WORKERS_MAX = 8;

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';

/** Of Linux: a folder in memory. */
const MEMORY = '/dev/shm';
const PLENTY_BYTES = 4 * 1024 ** 3;

/** Whether there is such a folder with more room than the tests take; the full matrix writes files of gigabytes. */
function memoryIsPlenty() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return !isFull && bavail * bsize >= PLENTY_BYTES;
  } catch {
    return false;
  }
}

// A commit waits for the disk. What the tests prove of processes that are killed, they prove as well where nothing is slow.
if (process.env['TMPDIR'] === undefined && memoryIsPlenty()) process.env['TMPDIR'] = MEMORY;

/** Tests run as native ES modules; swc only strips the types, as Node itself does when it runs the server. */
export default {
  testEnvironment: 'node',
  testSequencer: '<rootDir>/test/sequencer.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', importAttributes: true }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Long enough for a busy machine: a test that hangs is found, none fails for being slow.
  testTimeout: isFull ? 1_800_000 : 180_000,
  // One more than there are processors: a test often waits, for a browser, another process or a clock.
  maxWorkers: Math.min(availableParallelism() + 1, WORKERS_MAX),
  // Node never frees the modules of a finished test file; with hundreds of megabytes of them, most of the time goes into looking for garbage.
  workerIdleMemoryLimit: '300MB',
};
