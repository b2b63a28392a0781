import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
const PACKAGE = '@sparticuz/chromium';

/** Glyphs where they are drawn, whatever the machine, and no waiting for a graphics card. */
const ARGS = ['--font-render-hinting=none', '--disable-gpu'];

/** The package carries the libraries that a small Linux lacks; it unpacks them where it believes to be at Amazon. */
const WITH_LIBRARIES = { AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
const UNPACK = `import chromium from '${PACKAGE}'; await chromium.executablePath();`;

/** Segoe UI is Microsoft's alone; Open Sans, which the package carries, runs about as wide. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <alias binding="same"><family>Segoe UI</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** The folder of the unpacked Chromium. Several processes may want it at once: whoever is first puts it there whole. */
async function unpacked(): Promise<string> {
  const file = createRequire(import.meta.url)
    .resolve(PACKAGE)
    .replace(/build[/\\].*$/, 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, 'chromium-'));
  const env = { ...process.env, ...WITH_LIBRARIES, TMPDIR: making, NODE_OPTIONS: '' };
  const args = ['--input-type=module', '--eval', UNPACK];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  await writeFile(join(making, 'fonts.conf'), fontsIn(folder));
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
  return folder;
}

/** The Chromium of the package: it needs nothing installed. */
async function packaged(options: LaunchOptions): Promise<Browser> {
  const folder = await unpacked();
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return chromium.launch({ ...options, executablePath: join(folder, 'chromium'), env });
}

/** The Google Chrome or Microsoft Edge of this machine. */
async function installed(options: LaunchOptions): Promise<Browser> {
  const reasons: string[] = [];
  for (const channel of ['chrome', 'msedge']) {
    try {
      return await chromium.launch({ ...options, channel });
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new Error(
    `The browser tests need Google Chrome or Microsoft Edge on this machine: ${reasons.join(' ')}`,
  );
}

/**
 * Starts a browser: Chromium from its npm package on 64-bit Linux, an installed Chrome or Edge elsewhere.
 * @throws Error with the reason where none starts: the tests fail then, they are not skipped
 */
export const launchBrowser = (args: readonly string[] = []): Promise<Browser> => {
  const options = { args: [...ARGS, ...args] };
  const hasPackage = process.platform === 'linux' && process.arch === 'x64';
  return hasPackage ? packaged(options) : installed(options);
};
