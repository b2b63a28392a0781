import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import { AppError, notFound } from './kernel/errors.ts';
import type { Entrance } from './http/caller.ts';
import { consentRoute } from './http/consent.ts';
import { problemHandler } from './http/problem.ts';
import { noteRequests, requestFactsOf } from './http/request-facts.ts';
import { logRequests } from './http/request-log.ts';
import { healthRoutes } from './http/health.ts';
import { openApiRoute } from './http/openapi.ts';
import type { Readiness } from './http/readiness.ts';
import type { Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serve } from './http/serve.ts';
import { serveTab, type TabFiles } from './http/tab-files.ts';
import type { Ways } from './notifications/routes.ts';
import type { AddressBook } from './ports/address-book.ts';
import type { World } from './ports/world.ts';
import { subjectRoutes } from './routes.ts';

/** How the API is served. */
export interface ServerOptions extends Entrance {
  /** Who may show us in a frame: sources as CSP's `frame-ancestors` writes them. */
  readonly frameAncestors: readonly string[];
  /** How many proxies in front of us say truly whom they speak for (`X-Forwarded-For`). */
  readonly trustedProxies: number;
  /** True where this process is the only one on the store. */
  readonly alone: boolean;
  /** Every answer is held against its declared shape, and one that differs is a bug: in tests. */
  readonly checkAnswers?: boolean;
  readonly readiness: Readiness;
  /** Default: those of all subjects. */
  readonly routes?: readonly Route[];
  /** Where a person consents (`consentAddress`). Default: nobody is asked. */
  readonly consentAddress?: string | null;
  /** Whom to ask for more seats. Default: nobody is named. */
  readonly seatsContact?: string | null;
  /** The mail address of sales, for purchase orders. Default: none. */
  readonly salesContact?: string | null;
  /** Finds whom a peer request names. Default: nobody can be named. */
  readonly addressBook?: AddressBook | null;
  /** Which ways to people there are. Default: none. */
  readonly ways?: Ways;
  /** What takes messages of Teams for the bot, in its order. Default: there is no bot. */
  readonly messages?: readonly RequestHandler[] | null;
  /** The built tab, to be served beside the API. Default: none. */
  readonly tab?: TabFiles | null;
}

/** The API over HTTP. */
export interface Server {
  readonly app: Express;
  /** Takes requests from now on; port 0 takes any free one. Rejects where the port is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Takes no more requests and finishes those under way; what takes longer than `graceMs` is cut off. */
  close(graceMs?: number): Promise<void>;
}

const NO_WAYS: Ways = { bot: false, mail: false, bringsApp: false };

/** How long requests under way may take to finish when the server closes. */
const GRACE_MS = 10_000;

const IDLE_SWEEP_MS = 20;

/** Makes the API: middleware in order, the subjects' routes, and the handler of every refusal. */
export function createServer(world: World, options: ServerOptions): Server {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', options.trustedProxies);
  app.enable('case sensitive routing');

  app.use(noteRequests);
  app.use(logRequests(world.log));
  app.use(securityHeaders(options.frameAncestors));
  const routes: readonly Route[] = [
    ...healthRoutes(options.readiness),
    consentRoute(options.consentAddress ?? null),
    ...(options.routes ??
      subjectRoutes({
        seatsContact: options.seatsContact ?? null,
        salesContact: options.salesContact ?? null,
        addressBook: options.addressBook ?? null,
        ways: options.ways ?? NO_WAYS,
      })),
    openApiRoute(() => routes),
  ];
  serve(app, world, routes, { ...options, checkAnswers: options.checkAnswers ?? false });
  if (options.messages != null) takeMessages(app, options.messages);
  if (options.tab != null) {
    const apiNames = new Set(routes.map(({ path }) => path.split('/')[1] ?? ''));
    app.use(serveTab(options.tab, options.frameAncestors, apiNames));
  }
  app.use(() => {
    throw notFound('address');
  });
  app.use(problemHandler(world.log));

  const server = createHttpServer(app);
  return {
    app,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: (graceMs = GRACE_MS) =>
      new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
        // A connection whose last request has just ended is kept open for the next one, which will not be taken.
        const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
        server.close(() => {
          clearTimeout(cutOff);
          clearInterval(sweep);
          resolve();
        });
      }),
  };
}

/** Where Teams brings what happens in chats with the bot. */
const MESSAGES = '/api/messages';

function takeMessages(app: Express, handlers: readonly RequestHandler[]): void {
  app.use(MESSAGES, (request, _response, next) => {
    requestFactsOf(request).route = MESSAGES;
    if (request.method === 'POST') next();
    else {
      const detail = `This address takes POST, not ${request.method}.`;
      next(new AppError('method-not-allowed', detail, { allow: 'POST' }));
    }
  });
  app.post(MESSAGES, ...handlers);
}
