/**
 * `npm run check`: types, lint and format, two checks at a time, the longest first. Each says what it has to say when
 * it has ended.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { text } from 'node:stream/consumers';

const CHECKS: readonly string[] = [
  'eslint/bin/eslint.js .',
  'typescript/bin/tsc --noEmit',
  'prettier/bin/prettier.cjs --check .',
  'typescript/bin/tsc --noEmit -p tab',
  'typescript/bin/tsc --noEmit -p local/host/page',
];
const AT_A_TIME = 2;

/** Runs a check to its end and shows what it said. Whether it found nothing wrong. */
async function passes(check: string): Promise<boolean> {
  const [program = '', ...args] = check.split(' ');
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [said, complained, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${check}\n${said}${complained}`);
  return code === 0;
}

const waiting = [...CHECKS];

/** Takes one check after the other, for as long as there are any. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (!(await passes(next))) process.exitCode = 1;
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, work));
