import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * `npm run bench -- NAME [arguments]`: runs one benchmark of this folder. Each prints both sides, says which way is good,
 * and prints `ratio: NUMBER`, ours over the baseline, as its last line.
 */
interface Benchmark {
  readonly default: (args: string[]) => Promise<void>;
}

const folder = new URL('.', import.meta.url);
const names = (await readdir(folder))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => basename(file, '.ts'))
  .sort();

const [name, ...args] = process.argv.slice(2);
if (name !== undefined && names.includes(name)) {
  const benchmark = (await import(new URL(`${name}.ts`, folder).href)) as Benchmark;
  await benchmark.default(args);
} else {
  console.error(
    `${name === undefined ? 'Name a benchmark' : `There is no benchmark ${name}`}: npm run bench -- ${names.join(' | ')}`,
  );
  process.exitCode = 1;
}
