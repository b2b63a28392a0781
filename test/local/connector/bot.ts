import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { LocalCloud } from '../../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../local/entra/app.ts';
import type { Activity } from '../../../local/connector/messages.ts';
import { localUrl } from '../clients.ts';

/** What a plain bot of these tests got from Teams. */
export interface Heard {
  readonly activity: Activity;
  /** The verified claims of the token; null where it is none of the connector's for this bot. */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/** A bot's messaging endpoint that checks tokens as the platform asks for, and writes down what it hears. */
export interface TestBot {
  readonly heard: Heard[];
  /** What it answers to invokes. */
  answer: unknown;
  close(): Promise<void>;
}

export async function startBot(cloud: LocalCloud): Promise<TestBot> {
  const keys = createRemoteJWKSet(
    new URL(localUrl(cloud, 'https://login.botframework.com/v1/.well-known/keys')),
    { cooldownDuration: 0 },
  );
  const claimsOf = async (authorization: string): Promise<Heard['claims']> => {
    try {
      const token = authorization.replace(/^Bearer /, '');
      const expected = { audience: CLIENT_ID, issuer: 'https://api.botframework.com' };
      return (await jwtVerify(token, keys, expected)).payload;
    } catch {
      return null;
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void claimsOf(request.headers.authorization ?? '').then((claims) => {
        const activity = JSON.parse(Buffer.concat(chunks).toString()) as Activity;
        bot.heard.push({ activity, claims });
        response.writeHead(claims === null ? 401 : 200, { 'Content-Type': 'application/json' });
        response.end(activity['type'] === 'invoke' ? JSON.stringify(bot.answer) : '');
      });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  cloud.connector.delivery.listensAt(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
  );
  const bot: TestBot = {
    heard: [],
    answer: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return bot;
}

/** The bot's token for the connector, of the tenant in which it asks for it. */
export async function botToken(cloud: LocalCloud, tenantId: string): Promise<string> {
  const address = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
  const response = await fetch(localUrl(cloud, address), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://api.botframework.com/.default',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** What the connector answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the connector as the bot. */
export type ConnectorCaller = (
  method: string,
  serviceUrl: string,
  path: string,
  body?: unknown,
) => Promise<Answered>;

export function connectorCaller(
  cloud: LocalCloud,
  token: Promise<string | undefined>,
): ConnectorCaller {
  return async (method, serviceUrl, path, body) => {
    const bearer = await token;
    const response = await fetch(localUrl(cloud, `${serviceUrl}v3${path}`), {
      method,
      headers: {
        ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  };
}
