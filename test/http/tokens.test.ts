import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TokenWish } from '../../local/control/persona-routes.ts';
import { GRAPH_RESOURCE } from '../../local/entra/app.ts';
import { PEER_TENANT_ID } from '../../local/cloud.ts';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const refusalOf = async (authorization?: string) => {
  const { status, body, headers } = await world.apiWith(authorization).get('/api/me');
  return {
    status,
    code: body['code'],
    detail: body['detail'],
    challenge: headers.get('www-authenticate'),
  };
};

describe('the access token', () => {
  test('is asked for where there is none', async () => {
    expect(await refusalOf()).toMatchObject({
      status: 401,
      code: 'token-missing',
      challenge: 'Bearer',
    });
  });

  const ODD: readonly (readonly [string, TokenWish, string])[] = [
    ['is unsigned', { alg: 'none' }, 'not signed with RS256'],
    ['is signed by HS256 with the public key', { alg: 'HS256' }, 'not signed with RS256'],
    ['has expired', { expiresInSeconds: -1 }, 'expired'],
    ['is for another audience', { aud: GRAPH_RESOURCE }, 'another application'],
    [
      'names another tenant than its issuer',
      { claims: { tid: PEER_TENANT_ID } },
      'issued for another tenant',
    ],
    [
      'names a foreign issuer',
      { claims: { iss: 'https://login.example/v2.0' } },
      'issued for another tenant',
    ],
    ['has no issuer', { omit: ['iss'] }, 'lacks a claim'],
    ['has no tenant', { omit: ['tid'] }, 'lacks a claim'],
    ['has a tenant that is no GUID', { claims: { tid: 'common' } }, 'no usable tid'],
    ['has no object id', { omit: ['oid'] }, 'lacks a claim'],
    ['never expires', { omit: ['exp'] }, 'lacks a claim'],
    ['is not valid yet', { claims: { nbf: Date.now() / 1000 + 600 } }, 'not valid yet'],
    ['lacks the scope', { claims: { scp: 'User.Read' } }, 'lacks the scope access_as_user'],
    ['has a scope that only begins so', { claims: { scp: 'access_as_user2' } }, 'lacks the scope'],
    ["is an application's own without the role Operator", { omit: ['scp'] }, 'lacks the scope'],
    [
      'names a key that Entra does not have',
      { kid: 'made-up' },
      'not signed by Microsoft Entra ID',
    ],
  ];
  test.each(ODD)('is refused where it %s', async (_what, wish, why) => {
    const token = await world.cloud.tokenFor('owner', wish);
    const refusal = await refusalOf(`Bearer ${token}`);
    expect(refusal).toMatchObject({
      status: 401,
      code: 'token-invalid',
      detail: expect.stringContaining(why),
      challenge: expect.stringMatching(/^Bearer error="invalid_token", error_description="[^"]+"$/),
    });
    expect(JSON.stringify(refusal)).not.toContain(token.slice(0, 20));
  });

  test.each([
    'Basic b3duZXI6cGFzc3dvcmQ=',
    'Bearer',
    'Bearer a b',
    'Bearer not-a-token',
    'Bearer a.b.c',
    'Bearer ..',
    `Bearer ${'x'.repeat(15_000)}`,
    `Bearer ${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AAAA`,
  ])('is refused where the header is rubbish: %p', async (authorization) => {
    expect(await refusalOf(authorization)).toMatchObject({ status: 401, code: 'token-invalid' });
  });

  test('of another signature over the same claims is refused, also after the good one was accepted', async () => {
    const token = await world.cloud.tokenFor('owner');
    expect(await refusalOf(`Bearer ${token}`)).toMatchObject({ status: 200 });
    const [header = '', claims = '', signature = ''] = token.split('.');
    const turned = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect(await refusalOf(`Bearer ${header}.${claims}.${turned}`)).toMatchObject({ status: 401 });
  });

  test('of a new key is accepted at once, of the old key until the key is withdrawn', async () => {
    const old = world.api('owner');
    expect((await old.get('/api/me')).status).toBe(200);
    await world.cloud.keys.rotate();
    expect((await world.api('owner').get('/api/me')).status).toBe(200);
    expect((await old.get('/api/me')).status).toBe(200);
  });

  test('with invented key ids does not make the keys be read without end', async () => {
    world.cloud.requests.reset();
    for (let nth = 0; nth < 30; nth += 1) {
      const token = await world.cloud.tokenFor('owner', { kid: `made-up-${nth}` });
      expect(await refusalOf(`Bearer ${token}`)).toMatchObject({ status: 401 });
    }
    const readings = world.cloud.requests.routes().filter(({ route }) => route.includes('keys'));
    const total = readings.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(6);
  });

  test('of version 1 is accepted with the tenant’s own issuer', async () => {
    const iss = `https://sts.windows.net/${world.tenant.tenantId}/`;
    const api = world.api('owner', { claims: { iss, ver: '1.0' } });
    expect((await api.get('/api/me')).status).toBe(200);
  });

  test('of an application with the role Operator is recognised, and is no person of the tenant', async () => {
    const api = world.api('operator', { omit: ['scp'], claims: { idtyp: 'app' } });
    const me = await api.get('/api/me');
    expect(me.body).toMatchObject({ roles: ['operator'] });
    expect((await api.get('/api/subscription')).body).toMatchObject({ code: 'role-missing' });
  });
});
