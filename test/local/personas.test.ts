import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID } from '../../local/entra/app.ts';
import { ROLE } from '../../local/entra/roles.ts';
import { control, OTHER_TENANT, TENANT, transportTo } from './clients.ts';

const KEYS = (tenant: string): string =>
  `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`;

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [
      { id: TENANT, name: 'Contoso' },
      { id: OTHER_TENANT, name: 'Fabrikam' },
    ],
  });
});
afterAll(() => cloud.close());

describe('API tokens of personas', () => {
  test('jose verifies them with the published keys of the tenant and of common', async () => {
    const token = await cloud.tokenFor('owner');
    for (const authority of [TENANT, 'common']) {
      const keys = createRemoteJWKSet(new URL(KEYS(authority)), {
        [customFetch]: transportTo(cloud),
      });
      const { payload } = await jwtVerify(token, keys, {
        issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        audience: CLIENT_ID,
      });
      expect(payload).toMatchObject({ tid: TENANT, scp: 'access_as_user', ver: '2.0' });
      expect(payload['wids']).toContain(ROLE.globalAdministrator);
    }
  });

  test('each persona carries its roles and stands in its tenant’s directory', async () => {
    const roles: Record<string, unknown> = {};
    for (const { name, tenantId, objectId } of cloud.personas.facts()) {
      const claims = decodeJwt(await cloud.tokenFor(name));
      expect(claims).toMatchObject({ tid: tenantId, oid: objectId });
      expect(cloud.tenant(tenantId).directory.userById(objectId).state).toBe('live');
      roles[name] = claims['roles'] ?? claims['wids'];
    }
    const member = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
    expect(roles).toEqual({
      owner: [ROLE.globalAdministrator, member],
      globalAdmin: [ROLE.globalAdministrator, member],
      lmsAdmin: ['LMS.Admin'],
      catalogAdmin: ['Catalog.Admin'],
      learner: [member],
      partnerAgent: [ROLE.userAdministrator, member],
      operator: ['Operator'],
      peerAdmin: [ROLE.globalAdministrator, member],
    });
    expect(cloud.personas.fact('peerAdmin').tenantId).toBe(OTHER_TENANT);
  });

  test('odd ones can be had: expired, for someone else, unsigned, wrongly signed, with claims missing', async () => {
    const keys = createRemoteJWKSet(new URL(KEYS('common')), { [customFetch]: transportTo(cloud) });
    const wishes = [
      { wish: { expiresInSeconds: -10 }, code: 'ERR_JWT_EXPIRED' },
      { wish: { aud: 'someone-else' }, code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' },
      { wish: { alg: 'none' }, code: 'ERR_JOSE_ALG_NOT_ALLOWED' },
      { wish: { alg: 'HS256' }, code: 'ERR_JOSE_ALG_NOT_ALLOWED' },
      { wish: { kid: 'unknown' }, code: 'ERR_JWKS_NO_MATCHING_KEY' },
    ];
    for (const { wish, code } of wishes) {
      const { body } = await control(cloud, 'POST', '/personas/learner/token', wish);
      const verified = jwtVerify(String(body['access_token']), keys, {
        audience: CLIENT_ID,
        algorithms: ['RS256'],
      });
      await expect(verified).rejects.toMatchObject({ code });
    }
    const { body } = await control(cloud, 'POST', '/personas/learner/token', {
      omit: ['scp'],
      tid: OTHER_TENANT,
      claims: { roles: ['LMS.Admin'] },
    });
    const claims = decodeJwt(String(body['access_token']));
    expect(claims['scp']).toBeUndefined();
    expect(claims).toMatchObject({
      tid: OTHER_TENANT,
      iss: `https://login.microsoftonline.com/${OTHER_TENANT}/v2.0`,
      roles: ['LMS.Admin'],
    });
  });

  test('any user of the persona’s tenant can be spoken for, an unknown one not', async () => {
    const { objectId } = cloud.personas.fact('lmsAdmin');
    const { body } = await control(cloud, 'POST', '/personas/learner/token', {
      personId: objectId,
    });
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      oid: objectId,
      roles: ['LMS.Admin'],
    });
    const unknown = await control(cloud, 'POST', '/personas/learner/token', {
      personId: OTHER_TENANT,
    });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'person-unknown' } });
    expect(await control(cloud, 'POST', '/personas/nobody/token')).toMatchObject({ status: 404 });
  });
});

describe('keys', () => {
  test('a rotated key signs at once, the old one stays until the second rotation', async () => {
    const old = await cloud.tokenFor('owner');
    const verify = (token: string) =>
      jwtVerify(
        token,
        createRemoteJWKSet(new URL(KEYS(TENANT)), { [customFetch]: transportTo(cloud) }),
      );
    await control(cloud, 'POST', '/keys/rotation');
    const fresh = await cloud.tokenFor('owner');
    await expect(verify(old)).resolves.toBeDefined();
    await expect(verify(fresh)).resolves.toBeDefined();
    await control(cloud, 'POST', '/keys/rotation');
    await expect(verify(old)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    await expect(verify(fresh)).resolves.toBeDefined();
  });
});
