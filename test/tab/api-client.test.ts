import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createApiClient } from '../../tab/api-client.ts';
import { ApiError } from '../../tab/api-error.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answerer = (response: ServerResponse, seen: Seen, turn: number) => void;

const thing = z.strictObject({ id: z.string(), name: z.string() });

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An API that answers as told, and a client of it. */
async function talk(answer: Answerer) {
  const seen: Seen[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      const here = seen.at(-1);
      if (here !== undefined) answer(response, here, seen.length);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked: boolean[] = [];
  const client = createApiClient({
    origin: `http://127.0.0.1:${port}`,
    accessToken: (fresh) => {
      asked.push(fresh);
      return Promise.resolve(fresh ? 'fresh' : 'old');
    },
  });
  return { client, seen, asked };
}

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const problem = (status: number, code: string, more: object = {}) => ({
  type: `urn:headcount:problem:${code}`,
  ...{ title: code, status, detail: `It is ${code}.`, code, requestId: 'r-1' },
  ...more,
});

const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.then(
    () => new Error('It went well.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw error;
};

describe('A question to the API', () => {
  test('carries the token and only the parameters that are given', async () => {
    const { client, seen } = await talk((response) => send(response, 200, { id: '1', name: 'A' }));
    const query = { search: 'Adéla Č', limit: 5, cursor: undefined };
    expect(await client.get('/api/things', thing, { query })).toEqual({ id: '1', name: 'A' });
    expect(seen[0]?.url).toBe('/api/things?search=Ad%C3%A9la+%C4%8C&limit=5');
    expect(seen[0]?.headers['authorization']).toBe('Bearer old');
  });

  test('is repeated once with a fresh token where the token is not accepted', async () => {
    const { client, asked } = await talk((response, { headers }) =>
      headers['authorization'] === 'Bearer fresh'
        ? send(response, 200, { id: '1', name: 'A' })
        : send(response, 401, problem(401, 'token-invalid')),
    );
    await client.get('/api/things', thing);
    expect(asked).toEqual([false, true]);
  });

  test('that is refused with a fresh token too is refused', async () => {
    const { client, seen } = await talk((response) =>
      send(response, 401, problem(401, 'token-invalid')),
    );
    expect((await failure(client.get('/api/things', thing))).code).toBe('token-invalid');
    expect(seen).toHaveLength(2);
  });

  test('tells a refusal with its code, its fields and how long to wait', async () => {
    const errors = [{ path: '/name', code: 'too_small', message: 'Give a name.' }];
    const { client } = await talk((response) =>
      send(response, 429, problem(429, 'too-many-requests', { errors, left: 3 }), {
        'retry-after': '7',
        'content-type': 'application/problem+json',
      }),
    );
    const error = await failure(client.get('/api/things', thing));
    expect(error).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      detail: 'It is too-many-requests.',
      errors,
      retryAfterSeconds: 7,
      requestId: 'r-1',
    });
    expect(error.facts['left']).toBe(3);
  });

  test('tells apart an answer that cannot be read and one that does not come', async () => {
    const { client } = await talk((response, { url }) => {
      if (url.endsWith('gone')) response.destroy();
      else if (url.endsWith('page')) response.writeHead(502).end('<html>');
      else send(response, 200, { id: 1 });
    });
    expect((await failure(client.get('/api/odd', thing))).code).toBe('answer-unreadable');
    expect((await failure(client.get('/api/page', thing))).code).toBe('answer-unreadable');
    expect((await failure(client.get('/api/gone', thing))).code).toBe('network-lost');
  });

  test('reads an answer that says more than the tab knows', async () => {
    const list = z.strictObject({ items: z.array(thing), nextCursor: z.string().nullable() });
    const { client } = await talk((response) =>
      send(response, 200, {
        items: [{ id: '1', name: 'A', colour: 'red' }],
        nextCursor: null,
        total: 1,
      }),
    );
    expect(await client.get('/api/things', list)).toEqual({
      items: [{ id: '1', name: 'A' }],
      nextCursor: null,
    });
  });
});

describe('A question that anybody may ask', () => {
  test('carries no token', async () => {
    const { client, seen, asked } = await talk((response) =>
      send(response, 200, { id: '1', name: 'A' }),
    );
    await client.getOpenly('/api/consent', thing);
    expect(asked).toEqual([]);
    expect(seen[0]?.headers['authorization']).toBeUndefined();
  });

  test('is refused, and lost, like any other', async () => {
    const { client } = await talk((response, { url }) => {
      if (url.endsWith('gone')) response.destroy();
      else send(response, 503, problem(503, 'busy'));
    });
    expect((await failure(client.getOpenly('/api/consent', thing))).code).toBe('busy');
    expect((await failure(client.getOpenly('/api/gone', thing))).code).toBe('network-lost');
  });
});

describe('An act', () => {
  test('whose answer was lost is sent again under the same key', async () => {
    const { client, seen } = await talk((response, _seen, turn) => {
      if (turn < 3) response.destroy();
      else send(response, 201, { id: '1', name: 'A' });
    });
    await client.post('/api/things', thing, { body: { name: 'A' } });
    const keys = new Set(seen.map(({ headers }) => headers['idempotency-key']));
    expect(seen).toHaveLength(3);
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('that no POST makes is not repeated by itself', async () => {
    const { client, seen } = await talk((response) => {
      response.destroy();
    });
    const changed = client.patch('/api/things/1', thing, { body: { name: 'B' } });
    expect((await failure(changed)).code).toBe('network-lost');
    expect(seen).toHaveLength(1);
  });

  test('says which version the person saw, and hears that another one is there', async () => {
    const { client, seen } = await talk((response, { method }) =>
      method === 'GET'
        ? send(response, 200, { id: '1', name: 'A' }, { etag: '"7"' })
        : send(response, 412, problem(412, 'version-changed')),
    );
    const { version } = await client.getVersioned('/api/things/1', thing);
    const change = { body: { name: 'B' }, ifMatch: version };
    const error = await failure(client.patch('/api/things/1', thing, change));
    expect(error.code).toBe('version-changed');
    expect(seen[1]?.headers['if-match']).toBe('"7"');
  });
});

describe('A file', () => {
  test('is sent as it is', async () => {
    const { client, seen } = await talk((response) => send(response, 202, { id: '1', name: 'A' }));
    const content = new Blob(['catalog,course\n'], { type: 'text/csv' });
    await client.upload('/api/imports', thing, content, { query: { dryRun: true } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/imports?dryRun=true' });
    expect(seen[0]?.headers['content-type']).toBe('text/csv');
    expect(seen[0]?.body).toBe('catalog,course\n');
  });

  test('is read with the name that the API gives it', async () => {
    const { client } = await talk((response) => {
      response.writeHead(200, { 'content-disposition': 'attachment; filename="people.csv"' });
      response.end('id\n');
    });
    const { content, fileName } = await client.download('/api/people/file');
    expect([fileName, await content.text()]).toEqual(['people.csv', 'id\n']);
  });
});
