import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS } from '../durations.ts';
import { isLoopback } from '../loopback.ts';
import { kindOf } from './asking.ts';
import { controlAnswer } from './control.ts';
import { createCounter, type Counter } from './counts.ts';
import { createFaults, type Faults, type RequestKind } from './faults.ts';
import { Refusal } from './refusal.ts';
import { createService, type AccountFacts, type Answering } from './service.ts';
import { openStorage } from './storage.ts';

/** The key that every emulator of the service has; no secret. */
export const EMULATOR_KEY =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/** How the stand-in is started. */
export interface DoubleOptions {
  /** 0 for any free port. Default 0. */
  readonly port?: number;
  /** The folder in which everything is kept; nowhere when left out. */
  readonly data?: string;
  /** Default: strongly consistent, one write region, the emulators' key, no tokens. */
  readonly account?: Partial<AccountFacts>;
}

/** The stand-in, running. */
export interface CosmosDouble {
  /** For example http://127.0.0.1:8081. */
  readonly endpoint: string;
  readonly key: string;
  readonly faults: Faults;
  readonly counts: Counter;
  /** Splits the ranges of every container that a request has named so far; see `Ranges.split`. */
  split(database: string, container: string): void;
  close(): Promise<void>;
}

const SERVICE_VERSION = '2020-07-15';

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, answer: Answering): number {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'x-ms-activity-id': randomUUID(),
    'x-ms-version': SERVICE_VERSION,
    'x-ms-request-charge': String(Math.round(answer.charge * 100) / 100),
    ...answer.headers,
  });
  response.end(text);
  return Buffer.byteLength(text);
}

const refused = (refusal: Refusal): Answering => ({
  status: refusal.status,
  body: { code: refusal.code, message: refusal.message },
  headers: {
    ...(refusal.substatus === null ? {} : { 'x-ms-substatus': String(refusal.substatus) }),
    ...(refusal.retryAfterMs === null
      ? {}
      : { 'x-ms-retry-after-ms': String(refusal.retryAfterMs) }),
  },
  charge: 0,
  documentsRead: 0,
  documentsWritten: 0,
});

/**
 * Starts a stand-in for an Azure Cosmos DB account on 127.0.0.1, at the level of its REST protocol, so that the real SDK
 * runs. It knows what Headcount asks and refuses the rest loudly. What it does not show: request units, latency, the
 * limits of throughput and of 20 GB, and how the service plans its queries.
 * @throws Error where the port is taken, or another process has the folder
 */
export async function createCosmosDouble(options: DoubleOptions = {}): Promise<CosmosDouble> {
  const account: AccountFacts = {
    key: EMULATOR_KEY,
    tokens: [],
    consistency: 'Strong',
    writeRegions: 1,
    endpoint: null,
    ...options.account,
  };
  const storage = openStorage(options.data ?? null);
  const service = createService(storage, account);
  const faults = createFaults();
  const counts = createCounter();
  const split = (database: string, container: string): void =>
    service.ranges.split(service.containers.find(database, container));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', headers } = request;
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request);
    if (!isLoopback(headers.host ?? '')) {
      response.writeHead(403).end();
      return;
    }
    if (pathname.startsWith('/control/')) {
      const { status, body: facts } = controlAnswer(method, pathname, body, {
        faults,
        counts,
        split,
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(facts));
      return;
    }
    const origin = `http://${headers.host ?? ''}`;
    let kind: RequestKind = 'account';
    let answering: Answering;
    let dropped = false;
    counts.begin();
    try {
      kind = kindOf({ method, path: pathname, headers });
      const struck = faults.strike(kind);
      if (struck.delayMs > 0) await wait(struck.delayMs);
      if (struck.refusal !== null) throw struck.refusal;
      dropped = struck.dropBefore || struck.dropAfter;
      answering = struck.dropBefore
        ? refused(new Refusal(0, '', ''))
        : service.answer({ method, path: pathname, headers, body, origin }, struck);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answering = refused(error);
    }
    const bytesOut = dropped ? 0 : send(response, answering);
    if (dropped) request.socket.resetAndDestroy();
    counts.add({
      kind,
      status: dropped ? 0 : answering.status,
      documentsRead: answering.documentsRead,
      documentsWritten: answering.documentsWritten,
      bytesIn: Buffer.byteLength(body),
      bytesOut,
      charge: answering.charge,
    });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      request.socket.destroy();
    });
  });
  server.keepAliveTimeout = MINUTE_MS;
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(options.port ?? 0, '127.0.0.1', listening);
    });
  } catch (error) {
    storage.close();
    throw error;
  }
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: account.key,
    faults,
    counts,
    split,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      storage.close();
    },
  };
}
