import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { noteRequests } from '../../api/http/request-facts.ts';
import { securityHeaders } from '../../api/http/security-headers.ts';
import { readTab, serveTab } from '../../api/http/tab-files.ts';

const PAGE = '<!doctype html><title>Headcount</title>';
const SCRIPT = `export const text = '${'seat '.repeat(400)}';`;
const ANCESTORS = ["'self'", 'https://teams.microsoft.com'];

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tab-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets/main-abc.js'), SCRIPT);
  await writeFile(join(folder, 'assets/main-abc.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, 'assets/main-abc.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(folder, '.vite/manifest.json'), '{}');
  const tab = await readTab(folder);
  if (tab === null) throw new Error('The tab is not there.');
  const app = express();
  app.disable('etag');
  app.use(noteRequests, securityHeaders(ANCESTORS), serveTab(tab, ANCESTORS, new Set(['api'])));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
});

interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks as it stands: `fetch` would add headers and undo the compression. */
function ask(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Seen> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0, headers: told } = response;
        resolve({ status: statusCode, headers: told, body: Buffer.concat(chunks) });
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

const AS_PAGE = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page of the tab', () => {
  test.each(['/', '/people', '/catalogs/3fa85f64-5717-4562-b3fc-2c963f66afa6/courses'])(
    'is at %s, asked for anew each time, and lets in no script but its own',
    async (path) => {
      const { status, headers, body } = await ask(path, AS_PAGE);
      expect([status, body.toString()]).toEqual([200, PAGE]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/script-src 'self';/);
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'self' https://teams.microsoft.com");
      expect(headers).not.toHaveProperty('x-frame-options');
      expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    },
  );

  test.each([
    ['an address of the API', '/api/nothing', AS_PAGE],
    ['a file that is not there', '/assets/main-old.js', AS_PAGE],
    ['a script that asks for data', '/people', { Accept: 'application/json' }],
    ['whoever does not say what it wants', '/people', {}],
    ['what the build keeps for itself', '/.vite/manifest.json', {}],
    ['a way out of the folder', '/assets/..%2f..%2fpackage.json', {}],
  ])('is not what %s gets', async (_, path, headers) => {
    expect((await ask(path, headers)).status).toBe(404);
  });

  test('is at / for whoever asks', async () => {
    expect((await ask('/')).body.toString()).toBe(PAGE);
  });

  test('is not what is posted to', async () => {
    expect((await ask('/people', AS_PAGE, 'POST')).status).toBe(404);
  });
});

describe('a file of the tab', () => {
  test('is kept for a year, for its name changes with its content', async () => {
    const { headers } = await ask('/assets/main-abc.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  const plain = (body: Buffer): string => body.toString();
  test.each([
    ['gzip, deflate, br', 'br', (body: Buffer) => plain(brotliDecompressSync(body))],
    ['gzip', 'gzip', (body: Buffer) => plain(gunzipSync(body))],
    ['br;q=0, gzip', 'gzip', (body: Buffer) => plain(gunzipSync(body))],
    ['identity', undefined, plain],
    ['zstd', undefined, plain],
  ])('comes as the caller reads it: %s', async (accepted, encoding, read) => {
    const { headers, body } = await ask('/assets/main-abc.js', { 'Accept-Encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers['content-length']).toBe(String(body.length));
    expect(read(body)).toBe(SCRIPT);
  });

  test('is not sent again to whoever has it', async () => {
    const { headers } = await ask('/', AS_PAGE);
    const again = await ask('/', { ...AS_PAGE, 'If-None-Match': headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers.etag).toBe(headers.etag);
  });

  test('is described without its content where only that is asked', async () => {
    const { status, headers, body } = await ask('/assets/main-abc.js', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([
      200,
      String(SCRIPT.length),
      0,
    ]);
  });
});

test('a tab that has not been built is none', async () => {
  expect(await readTab(join(folder, 'nowhere'))).toBeNull();
  expect(await readTab(join(folder, 'assets'))).toBeNull();
});
