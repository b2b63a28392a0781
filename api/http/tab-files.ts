import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { extname, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { requestFactsOf } from './request-facts.ts';

/** A file of the built tab. */
interface TabFile {
  readonly type: string;
  readonly hash: string;
  readonly content: Buffer;
  /** The compressed copies that the build has laid beside it, the smallest first. */
  readonly compressed: readonly Copy[];
}

interface Copy {
  readonly encoding: string;
  readonly body: Buffer;
}

/** The built tab: its files by their addresses. It is some hundred kilobytes, read once and kept. */
export type TabFiles = ReadonlyMap<string, TabFile>;

const INDEX = '/index.html';

/** What the build makes; anything else is a fault of the build and not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The smallest first. Brotli needs TLS or one's own machine: a browser asks for it nowhere else. */
const COMPRESSED = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/** Files with their content's hash in their name never change. */
const HASHED = '/assets/';
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
/** Asked for again each time, and answered 304 while it is the same: a new release is seen at once. */
const CHECK_AGAIN = 'no-cache';

/** Griffel makes an empty style element and adds rules to it by script: this is the hash of no text at all. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** teams-js reads there which of Microsoft's hosts may frame a tab, and knows a list of its own without it. */
const TEAMS_HOSTS_LIST = 'https://res.cdn.office.net';

/** What the page may load and call, and who may frame it. No script and no style in the page itself, no eval. */
const policyFor = (frameAncestors: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${TEAMS_HOSTS_LIST}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');

/** A build that goes on meanwhile replaces files; so often it is read anew. */
const READINGS_MAX = 20;
const READ_AGAIN_MS = 500;

/** The built tab in this folder; null where it has not been built. */
export async function readTab(folder: string): Promise<TabFiles | null> {
  for (let reading = 1; ; reading++) {
    try {
      return await readOnce(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || reading === READINGS_MAX)
        throw error;
      await wait(READ_AGAIN_MS);
    }
  }
}

async function readOnce(folder: string): Promise<TabFiles | null> {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const there = new Set(paths);
  const files = new Map<string, TabFile>();
  for (const path of paths) {
    const type = TYPES[extname(path)];
    if (type === undefined || path.startsWith('.')) continue;
    const content = await readFile(join(folder, path));
    const compressed: Copy[] = [];
    for (const { encoding, suffix } of COMPRESSED) {
      if (!there.has(path + suffix)) continue;
      compressed.push({ encoding, body: await readFile(join(folder, path + suffix)) });
    }
    const address = `/${path.replaceAll('\\', '/')}`;
    files.set(address, { type, hash: hashOf(content), content, compressed });
  }
  return files.has(INDEX) ? files : null;
}

const hashOf = (content: Buffer): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 22);

/**
 * Serves the built tab: its files, and its one page at every address that a browser opens as a page and that is not the
 * API's. A script or style that is not there is answered 404, for a tab left open over a deploy must notice it.
 * @param apiNames first parts of the API's own addresses, such as `api`: a page is never served under them
 */
export function serveTab(
  tab: TabFiles,
  frameAncestors: readonly string[],
  apiNames: ReadonlySet<string>,
): RequestHandler {
  const policy = policyFor(frameAncestors);

  const fileFor = (request: Request): readonly [address: string, file: TabFile] | null => {
    const asked = request.path === '/' ? INDEX : request.path;
    const file = tab.get(asked);
    if (file !== undefined) return [asked, file];
    const [, first = ''] = request.path.split('/');
    const index = tab.get(INDEX);
    if (index === undefined || apiNames.has(first) || !isPageOpened(request)) return null;
    return [INDEX, index];
  };

  return (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const found = isRead ? fileFor(request) : null;
    if (found === null) {
      next();
      return;
    }
    const [address, file] = found;
    requestFactsOf(request).route = 'tab';
    if (address.endsWith('.html')) {
      response.setHeader('Content-Security-Policy', policy);
      // The page is opened in a window by Teams for consent, and must reach the window that opened it.
      response.removeHeader('Cross-Origin-Opener-Policy');
    }
    response.setHeader('Cache-Control', address.startsWith(HASHED) ? FOR_A_YEAR : CHECK_AGAIN);
    send(request, response, file);
  };
}

/** A browser opens a page: it asks for HTML by name, and for no file. */
const isPageOpened = (request: Request): boolean =>
  (request.headers.accept ?? '').includes('text/html') && extname(request.path) === '';

function send(request: Request, response: Response, file: TabFile): void {
  const accepted = request.acceptsEncodings();
  const plain: Copy = { encoding: 'identity', body: file.content };
  const copy = file.compressed.find(({ encoding }) => accepted.includes(encoding)) ?? plain;
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', `"${file.hash}-${copy.encoding}"`);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', copy.body.length);
  if (copy.encoding !== 'identity') response.setHeader('Content-Encoding', copy.encoding);
  response.end(request.method === 'HEAD' ? undefined : copy.body);
}
