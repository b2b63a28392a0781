import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type Response } from 'express';
import { transformWithOxc } from 'vite';
import { refuseStrangers } from '../loopback.ts';

/** What the page stands between. */
export interface HostPageSettings {
  /** Where the tab is served: Headcount itself, a development server, or another machine. */
  readonly tabOrigin: string;
  readonly cloudOrigin: string;
}

/** The Teams-like page, answering. */
export interface HostPage {
  readonly origin: string;
  close(): Promise<void>;
}

const PAGE = fileURLToPath(new URL('page', import.meta.url));

/** What of the local cloud the page uses; nothing else passes through. */
const CLOUD_ADDRESS = /^\/(personas(\/\w+\/token)?|clock|outbox)$/;

/** The chat of a person with the bot: reading it, and what a person does in it. */
const CHAT_ADDRESS =
  /^\/tenants\/[0-9a-f-]{36}\/users\/[0-9a-f-]{36}\/chat(\/installation|\/messages(\/\d+\/press)?)?$/;

/** The package that draws Adaptive Cards, as one script. */
const ADAPTIVE_CARDS = createRequire(import.meta.url).resolve(
  'adaptivecards/dist/adaptivecards.min.js',
);

/** A mail shows its own looks and nothing else: no script, nothing from elsewhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

/** A script of the page; each is sent without its types. */
const SCRIPT = /^\/[a-z-]+\.ts$/;

const policyFor = (tabOrigin: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `frame-src 'self' ${tabOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The page that is to the tab what Teams is: it frames the tab and speaks teams-js with it, as a persona of the local
 * cloud. For one's own machine only: it hands out tokens to whoever opens it.
 */
export function createHostPage({ tabOrigin, cloudOrigin }: HostPageSettings): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', policyFor(tabOrigin));
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get('/settings.json', (_request, response) => void response.json({ tabOrigin }));
  app.use('/cloud', express.json(), async ({ method, path, body }, response) => {
    if (!CLOUD_ADDRESS.test(path) && !CHAT_ADDRESS.test(path)) {
      response.status(404).end();
      return;
    }
    await passOn(`${cloudOrigin}${path}`, method, body, response);
  });
  app.get('/mails/:id', async ({ params }, response) => {
    const answer = await fetch(`${cloudOrigin}/outbox`);
    const { mails } = (await answer.json()) as { mails: readonly { id: string; html: string }[] };
    const mail = mails.find(({ id }) => id === params.id);
    response.setHeader('Content-Security-Policy', MAIL_POLICY);
    if (mail === undefined) response.status(404).end();
    else response.type('html').send(mail.html);
  });
  app.get('/adaptivecards.js', (_request, response) => response.sendFile(ADAPTIVE_CARDS));
  app.get(SCRIPT, async ({ path }, response, next) => {
    const file = join(PAGE, path);
    if (!existsSync(file)) {
      next();
      return;
    }
    const { code } = await transformWithOxc(await readFile(file, 'utf8'), file);
    response.type('text/javascript').send(code);
  });
  app.use(express.static(PAGE));
  return app;
}

async function passOn(
  address: string,
  method: string,
  body: unknown,
  response: Response,
): Promise<void> {
  const answer = await fetch(address, {
    method,
    ...(method === 'POST'
      ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) }
      : {}),
  });
  response
    .status(answer.status)
    .type(answer.headers.get('content-type') ?? 'text/plain')
    .send(await answer.text());
}

/** Serves the page on 127.0.0.1; port 0 takes any free one. @throws Error `EADDRINUSE` where the port is taken */
export async function startHostPage(port: number, settings: HostPageSettings): Promise<HostPage> {
  const app = express();
  app.use(refuseStrangers, createHostPage(settings));
  const server = createServer(app);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
