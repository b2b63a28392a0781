import process from 'node:process';

/** Tests run as native ES modules; swc only strips the types, as Node itself does when it runs the server. */
export default {
  testEnvironment: 'node',
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
  testTimeout: process.env['HEADCOUNT_MATRIX'] === 'full' ? 1_800_000 : 180_000,
  maxWorkers: 2,
  // Node never frees the modules of a finished test file; with hundreds of megabytes of them, most of the time goes into looking for garbage.
  workerIdleMemoryLimit: '300MB',
};
