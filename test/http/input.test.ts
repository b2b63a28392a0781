import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type Api, type TestWorld } from '../world.ts';

let world: TestWorld;
let owner: Api;
beforeAll(async () => {
  world = await startWorld();
  owner = world.api('owner');
});
afterAll(() => world.stop());

const UNKNOWN_ID = 'a3d5b1de-9c1f-4b9d-8c61-3d7f0a9e6b10';

/** Sends bytes as they are and gives the first line of the answer. */
const sendRaw = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(world.origin).port), '127.0.0.1', () => {
      socket.write(bytes);
    });
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(2_000, () => socket.destroy());
  });

describe('a problem', () => {
  test('has its type, title, status, detail, code and request id (RFC 9457)', async () => {
    const reply = await owner.get(`/api/catalogs/${UNKNOWN_ID}`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.body).toEqual({
      type: 'urn:headcount:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no such catalog here. Check the id, or list what there is.',
      code: 'not-found',
      requestId: reply.headers.get('x-request-id'),
    });
  });

  test('carries the caller’s own request id where it is a sane one', async () => {
    const ask = async (id: string) =>
      (await owner.get('/nowhere', { headers: { 'X-Request-Id': id } })).body['requestId'];
    expect(await ask('trace-1234.5_6')).toBe('trace-1234.5_6');
    for (const odd of ['short', 'a b c d e f g', '"><script>alert(1)', 'x'.repeat(200)]) {
      expect(await ask(odd)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('a bad body', () => {
  test.each(['{"name":', '{name:1}', '\u0000', 'undefined', '{"name":"a"}}'])(
    'that is not JSON is refused: %p',
    async (body) => {
      const reply = await owner.post('/api/catalogs', body);
      expect(reply.body).toMatchObject({ status: 400, code: 'malformed-json' });
    },
  );

  test.each(['null', '[]', '"name"', '17', '{}'])(
    'that is JSON of another shape is refused: %p',
    async (body) => {
      const reply = await owner.post('/api/catalogs', body);
      expect(reply.body).toMatchObject({ status: 400, code: 'invalid-input' });
    },
  );

  test('that is missing is refused', async () => {
    expect((await owner.post('/api/catalogs')).body).toMatchObject({
      status: 400,
      code: 'invalid-input',
    });
  });

  test('that is larger than a mebibyte is refused, also when it does not say so', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
    expect((await owner.post('/api/catalogs', large)).body).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
    const token = await world.cloud.tokenFor('owner');
    const response = await fetch(`${world.origin}/api/catalogs`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    });
    expect(response.status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'nonsense'])(
    'of the content type %p is refused',
    async (contentType) => {
      const reply = await owner.post('/api/catalogs', '{"name":"a"}', { contentType });
      expect(reply.body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  test('in another charset or coding is refused', async () => {
    const contentType = 'application/json; charset=iso-8859-1';
    expect((await owner.post('/api/catalogs', '{"name":"a"}', { contentType })).status).toBe(415);
    const headers = { 'Content-Encoding': 'compress' };
    expect((await owner.post('/api/catalogs', '{"name":"a"}', { headers })).status).toBe(415);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('that cannot be unpacked as %s is refused, and is no bug of ours', async (coding, pack) => {
    const whole = pack(JSON.stringify({ name: 'Safety' }));
    const token = await world.cloud.tokenFor('owner');
    const send = (body: Buffer) =>
      fetch(`${world.origin}/api/catalogs`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Content-Encoding': coding,
        },
        body: new Uint8Array(body),
      });
    expect((await send(whole)).status).toBe(201);
    for (const broken of [Buffer.from('{"name":"Safety"}'), whole.subarray(0, -5)]) {
      const response = await send(broken);
      expect(await response.json()).toMatchObject({
        status: 400,
        code: 'malformed-json',
        detail: expect.stringContaining('Content-Encoding'),
      });
    }
  });

  test.each(['\u0000', 'Saf\u0007ety', '\u009f', '\\ud83d', '\\udc00\\ud800'])(
    'with a text that no file could hold is refused: %j',
    async (name) => {
      const body = name.startsWith('\\') ? `{"name":"${name}"}` : JSON.stringify({ name });
      const reply = await owner.post('/api/catalogs', body);
      expect(reply.body).toMatchObject({
        status: 400,
        code: 'invalid-input',
        errors: [{ path: '/name', code: 'invalid_format', message: expect.stringMatching(/\w/) }],
      });
    },
  );

  test('may hold every character that is one', async () => {
    for (const name of ['Ünï 👩‍👩‍👧', '安全', 'a\tb', '\u202eabc', '<script>']) {
      const reply = await owner.post<{ id: string; name: string }>('/api/catalogs', { name });
      expect(reply.body.name).toBe(name);
      expect((await owner.get(`/api/catalogs/${reply.body.id}`)).body['name']).toBe(name);
    }
  });

  test('names each field that is at fault, where it is, and what to do', async () => {
    const reply = await owner.post('/api/catalogs', { name: '', 'odd/field': 1, other: 2 });
    expect(reply.body).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(reply.body['errors']).toEqual([
      { path: '/name', code: 'too_small', message: expect.stringMatching(/\w/) },
      {
        path: '/odd~1field',
        code: 'unrecognized_keys',
        message: expect.stringMatching(/Leave it out/),
      },
      { path: '/other', code: 'unrecognized_keys', message: expect.stringMatching(/Leave it out/) },
    ]);
  });

  test.each([
    [{}, 'Is missing: give a text.'],
    [{ name: null }, 'Must be a text.'],
    [{ name: 17 }, 'Must be a text.'],
    [{ name: '' }, 'Must have at least 1 character.'],
    [{ name: 'x'.repeat(201) }, 'Must have at most 200 characters.'],
  ])('is told what to do in plain words: %j', async (body, message) => {
    const reply = await owner.post('/api/catalogs', body);
    expect(reply.body).toMatchObject({
      detail: `/name: ${message}`,
      errors: [{ path: '/name', message }],
    });
  });

  test.each([
    ['/api/catalogs?limit=501', '/query/limit', 'Must be at most 500.'],
    ['/api/catalogs?limit=ten', '/query/limit', 'Must be a number.'],
    ['/api/catalogs/17', '/params/catalogId', expect.stringMatching(/^Must be a GUID, such as /)],
    ['/api/people?counted=maybe', '/query/counted', 'Must be one of: true, false.'],
    [
      '/api/seat-history?from=1.2.2026&to=2026-02-30',
      '/query/from',
      'Must be a day of the calendar, such as 2026-01-31.',
    ],
    [
      '/api/seat-changes?since=yesterday',
      '/query/since',
      'Must be an instant in UTC, such as 2026-01-31T12:00:00Z.',
    ],
  ])('in the address %s is told what to do', async (address, path, message) => {
    const reply = await owner.get<{ errors: unknown[] }>(address);
    expect(reply.body.errors[0]).toMatchObject({ path, message });
  });

  test('with a thousand faults tells the first hundred', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, nth) => [`f${nth}`, 1]));
    const reply = await owner.post<{ errors: unknown[] }>('/api/catalogs', {
      name: 'a',
      ...fields,
    });
    expect(reply.body.errors).toHaveLength(100);
  });

  test('cannot reach the prototype of an object', async () => {
    const reply = await owner.post('/api/catalogs', '{"name":"a","__proto__":{"admin":true}}');
    expect(reply.status).toBe(400);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('a bad address', () => {
  test('is not found where there is none', async () => {
    expect((await owner.get('/api/nothing')).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect((await world.apiWith().get('/api')).status).toBe(404);
  });

  test('with a method that it does not take is told which it takes', async () => {
    const reply = await owner.delete('/api/me');
    expect(reply.body).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(reply.headers.get('allow')).toBe('GET, HEAD');
    expect((await owner.request('OPTIONS', '/api/catalogs')).headers.get('allow')).toBe(
      'GET, HEAD, POST',
    );
  });

  test.each(['%', '%zz', '%E0%A4%A'])('with the broken escape %p is refused', async (part) => {
    const reply = await owner.get(`/api/catalogs/${part}`);
    expect(reply.body).toMatchObject({
      status: 400,
      code: 'invalid-input',
      errors: [{ path: '/address', code: 'invalid_format' }],
    });
  });

  test.each([
    ['/api/people/file', 'DELETE', 'GET, HEAD'],
    ['/api/orders/estimates', 'GET', 'POST'],
    ['/api/peers/openings', 'GET', 'POST'],
    ['/api/peers/seats', 'DELETE', 'GET, HEAD'],
  ])('that is a word where others have an id, %s, takes no %s', async (address, method, allow) => {
    const reply = await owner.request(method, address);
    expect(reply.body).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(reply.headers.get('allow')).toBe(allow);
  });

  test('with an id that is no GUID is refused, with one in capitals it is the same', async () => {
    expect((await owner.get('/api/catalogs/17')).body).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: '/params/catalogId' }],
    });
    const { body } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    expect((await owner.get(`/api/catalogs/${body.id.toUpperCase()}`)).status).toBe(200);
  });

  test('of another tenant’s thing is as one that does not exist (A-3)', async () => {
    const { body } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const theirs = await world.api('peerAdmin').get(`/api/catalogs/${body.id}`);
    const nobodys = await world.api('peerAdmin').get(`/api/catalogs/${UNKNOWN_ID}`);
    expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' });
  });

  test.each([
    '?limit=0',
    '?limit=501',
    '?limit=ten',
    '?limit=1&limit=2',
    '?limit=1.5',
    '?unknown=1',
    '?cursor=rubbish',
    '?cursor=W10',
    '?cursor=%00',
    '?cursor=0.rubbish',
    '?cursor=',
  ])('with the query %p is refused', async (query) => {
    const reply = await owner.get(`/api/catalogs${query}`);
    expect(reply.body).toMatchObject({ status: 400, code: 'invalid-input' });
  });
});

describe('bad headers', () => {
  test.each(['"', 'abc', 'W/"abc"', '"a", "b"', '"é"'])(
    'If-Match of %p is refused',
    async (etag) => {
      const { body } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
      const headers = { 'If-Match': etag };
      const reply = await owner.patch(`/api/catalogs/${body.id}`, { name: 'Other' }, { headers });
      expect(reply.body).toMatchObject({ status: 400, errors: [{ path: '/headers/if-match' }] });
    },
  );

  test('If-Match of an older version is refused, of the newest and of * accepted', async () => {
    const made = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const rename = (name: string, etag: string) =>
      owner.patch(`/api/catalogs/${made.body.id}`, { name }, { headers: { 'If-Match': etag } });
    const first = made.headers.get('etag') ?? '';
    const second = await rename('B', first);
    expect(second.status).toBe(200);
    expect((await rename('C', first)).body).toMatchObject({ status: 412, code: 'version-changed' });
    expect((await rename('C', second.headers.get('etag') ?? '')).status).toBe(200);
    expect((await rename('D', '*')).status).toBe(200);
  });

  test('that are no HTTP, or too many, end the connection with a status', async () => {
    expect(await sendRaw('rubbish\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw('GET /health HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n')).toMatch(
      / 400 /,
    );
    const many = `GET /health HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`;
    expect(await sendRaw(many)).toMatch(/ 431 /);
  });
});

describe('an answer', () => {
  test('may be framed by Teams, is kept by nobody, and is open to no other origin', async () => {
    const { headers } = await owner.get('/api/me', { headers: { Origin: 'https://evil.example' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('https://teams.microsoft.com https://*.teams.microsoft.com');
    expect(policy).toContain('https://*.cloud.microsoft');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
