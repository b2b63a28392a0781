import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';
import { done, signed, someone, usageOf, wordsOf, type Registered, type Told } from './telling.ts';

let world: TestWorld;
let personId: string;
beforeAll(async () => {
  world = await startWorld();
  await world.synced();
  [personId = ''] = await someone(world, 1);
});
afterAll(() => world.stop());

const register = async (name = 'LinkedIn Learning'): Promise<Registered> => {
  const reply = await world.api('owner').post<Registered>('/api/content-platforms', { name });
  expect(reply.status).toBe(201);
  return reply.body;
};

const call = (body: string, headers: Readonly<Record<string, string>>, authorization?: string) =>
  world
    .apiWith(authorization)
    .post<Told['body'] & { code?: string }>('/webhooks/activities', body, {
      headers,
    });

const consumed = (more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify([done(world, personId, { kind: 'external-content-consumed', ...more })]);

describe('POST /webhooks/activities (MAU-10)', () => {
  test('what an external platform tells counts, once, however often it is sent', async () => {
    const platform = await register();
    const before = (await usageOf(world)).used;
    const body = consumed();
    expect(wordsOf(await call(body, signed(platform, body)))).toEqual(['new']);
    expect(wordsOf(await call(body, signed(platform, body)))).toEqual(['duplicate']);
    expect((await usageOf(world)).used).toBe(before + 1);
    const other = body.replace('external-content-consumed', 'course-consumed');
    expect(wordsOf(await call(other, signed(platform, other)))).toEqual(['conflict']);
  });

  test('ids of two senders have nothing to do with each other; the person is the same one', async () => {
    const [one, other] = [await register('One'), await register('Other')];
    const body = consumed({ id: '1' });
    const { used } = await usageOf(world);
    expect(wordsOf(await call(body, signed(one, body)))).toEqual(['new']);
    expect(wordsOf(await call(body, signed(other, body)))).toEqual(['new']);
    expect((await usageOf(world)).used).toBe(used);
  });

  test.each<[string, (platform: Registered, body: string) => Record<string, string>]>([
    ['unsigned', () => ({})],
    [
      'without a platform',
      (platform, body) => ({ ...signed(platform, body), 'Headcount-Platform': '' }),
    ],
    [
      'of an unknown platform',
      (platform, body) => signed({ ...platform, id: '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001' }, body),
    ],
    [
      'signed by another secret',
      (platform, body) => signed({ ...platform, secret: 'a'.repeat(64) }, body),
    ],
    ['signed for another body', (platform, body) => signed(platform, `${body} `)],
    ['signed six minutes ago', (platform, body) => signed(platform, body, Date.now() - 360_000)],
    ['signed six minutes ahead', (platform, body) => signed(platform, body, Date.now() + 360_000)],
    [
      'signed in rubbish',
      (platform) => ({ 'Headcount-Platform': platform.id, 'Headcount-Signature': 't=x,v1=y' }),
    ],
  ])('a call that is %s is refused, and takes nothing', async (_, headersOf) => {
    const platform = await register();
    const body = consumed();
    const reply = await call(body, headersOf(platform, body));
    expect(reply).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
    expect(wordsOf(await call(body, signed(platform, body)))).toEqual(['new']);
  });

  test('an access token is no signature', async () => {
    const body = consumed();
    const owner = world.api('owner');
    const reply = await owner.request('POST', '/webhooks/activities', { body });
    expect(reply).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
  });

  test('a rotated secret signs beside the one before, which ends after seven days', async () => {
    const first = await register();
    const path = `/api/content-platforms/${first.id}/secrets`;
    const second = (await world.api('owner').post<Registered>(path)).body;
    expect(second.secret).not.toBe(first.secret);
    for (const platform of [first, second]) {
      const body = consumed();
      expect(wordsOf(await call(body, signed(platform, body)))).toEqual(['new']);
    }
    const third = (await world.api('owner').post<Registered>(path)).body;
    const late = consumed();
    expect((await call(late, signed(first, late))).status).toBe(401);
    await world.advance('P8D');
    const body = consumed();
    expect((await call(body, signed(second, body))).status).toBe(401);
    expect((await call(body, signed(third, body))).status).toBe(200);
  });

  test('a platform that is removed is not heard any more', async () => {
    const platform = await register();
    const path = `/api/content-platforms/${platform.id}`;
    expect((await world.api('lmsAdmin').delete(path)).status).toBe(204);
    const body = consumed();
    expect((await call(body, signed(platform, body))).status).toBe(401);
    expect((await world.api('owner').delete(path)).status).toBe(404);
  });

  test('another tenant neither sees nor removes it (A-3)', async () => {
    const platform = await register();
    const peer = world.api('peerAdmin');
    expect((await peer.get('/api/content-platforms')).body).toEqual({ items: [] });
    expect((await peer.delete(`/api/content-platforms/${platform.id}`)).status).toBe(404);
    expect((await peer.post(`/api/content-platforms/${platform.id}/secrets`)).status).toBe(404);
  });

  test('a secret is shown once: a repeat, the list and the audit do not tell it', async () => {
    const key = 'register-once';
    const owner = world.api('owner');
    const first = await owner.post<Registered>('/api/content-platforms', { name: 'Once' }, { key });
    const again = await owner.post('/api/content-platforms', { name: 'Once' }, { key });
    expect(again.body).toMatchObject({ secret: null, code: 'secret-already-shown' });
    const list = await owner.get('/api/content-platforms');
    const audit = await owner.get<{ items: { what: string }[] }>('/api/audit?limit=500');
    expect(JSON.stringify([list.body, audit.body])).not.toContain(first.body.secret);
    const told = new Set(audit.body.items.map(({ what }) => what));
    for (const what of ['registered', 'secret-made', 'removed'])
      expect(told).toContain(`content-platform-${what}`);
  });

  test.each([
    ['no JSON', '{', 'malformed-json'],
    ['no list', '{}', 'invalid-input'],
    ['an empty list', '[]', 'invalid-input'],
  ])('a signed body that is %s is refused', async (_, body, code) => {
    const platform = await register();
    expect(await call(body, signed(platform, body))).toMatchObject({ status: 400, body: { code } });
  });
});
