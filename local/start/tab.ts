import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The page that the build makes last of all. */
const BUILT = join(ROOT, 'dist/tab/index.html');
/** What the tab is built from. */
const SOURCES = ['tab', 'api', 'package-lock.json', 'vite.config.ts'];

/** Builds the tab where it was never built, or not since its sources changed; `tell` is called before it does. */
export async function buildTab(tell: () => void): Promise<void> {
  const builtAtMs = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
  if (SOURCES.every((source) => changedAtMs(join(ROOT, source)) <= builtAtMs)) return;
  tell();
  await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
}

/** When a file, or the newest file in a folder, was changed. */
function changedAtMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = readdirSync(path, { withFileTypes: true });
  return Math.max(...entries.map(({ name }) => changedAtMs(join(path, name))));
}
