import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lockFor } from '../../api/adapters/sqlite/lock.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { Fault } from './fault.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the build writes last. */
const BUILT = join(ROOT, 'dist/tab/.vite/sizes.json');

/** What a build is made of: the tab, what it takes of the API, how it is built, and of which packages. */
const SOURCE_FOLDERS = ['tab', 'api'];
const SOURCE_FILES = ['vite.config.ts', 'package-lock.json'];
const TAKEN_OF_API = /^api[/\\](?:kernel[/\\]|[\w-]+[/\\]contract(?:\.ts$|[/\\]))/;

/** Whether a file, by its path in the repository, may be part of the tab: where it is newer than the build, it is built anew. */
export const isSource = (path: string): boolean =>
  path.startsWith('tab') || TAKEN_OF_API.test(path);

const LOOK_AGAIN_MS = 100;

/**
 * Builds the tab where its sources are newer than its build. Of several processes that want it at once, one builds.
 * @param building is told before a build, which takes some seconds
 * @throws Fault with what the build says where it fails
 */
export async function buildTab(building: () => void = () => undefined): Promise<void> {
  if (isFresh()) return;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const unlock = await lockBuild();
  try {
    if (isFresh()) return;
    building();
    await build();
  } finally {
    unlock();
  }
}

/** In a process of its own: Vite sets NODE_ENV in the one that it runs in, and the API is told the same. */
async function build(): Promise<void> {
  const vite = dirname(createRequire(import.meta.url).resolve('vite/package.json'));
  try {
    await promisify(execFile)(
      process.execPath,
      [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' } },
    );
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    throw new Fault(`The tab cannot be built:\n${stderr.trim()}`, { cause });
  }
}

async function lockBuild(): Promise<() => void> {
  for (;;) {
    try {
      return lockFor(join(ROOT, 'dist/build'));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

function isFresh(): boolean {
  const builtAtMs = changedAtMs(BUILT);
  return builtAtMs > 0 && sources().every((path) => changedAtMs(path) < builtAtMs);
}

/** 0 for what is not there. */
const changedAtMs = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = (): string[] => [
  ...SOURCE_FILES.map((file) => join(ROOT, file)),
  ...SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter(isSource)
      .map((path) => join(ROOT, path)),
  ),
];
