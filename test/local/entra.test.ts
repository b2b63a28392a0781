import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { ROLE } from '../../local/entra/roles.ts';
import {
  APP_SCOPE,
  appToken,
  control,
  localUrl,
  msalFor,
  OTHER_TENANT,
  TENANT,
  transportTo,
} from './clients.ts';

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

async function askToken(tenant: string, form: Record<string, string>) {
  const response = await fetch(
    localUrl(cloud, `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`),
    {
      method: 'POST',
      body: new URLSearchParams(form),
    },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const app = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
const onBehalfOf = {
  ...app,
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  requested_token_use: 'on_behalf_of',
};

describe('discovery', () => {
  test('names production URLs, for a tenant and for the shared authorities', async () => {
    const configuration = async (authority: string) => {
      const url = `https://login.microsoftonline.com/${authority}/v2.0/.well-known/openid-configuration`;
      return (await (await transportTo(cloud)(url)).json()) as Record<string, unknown>;
    };
    expect(await configuration(TENANT)).toMatchObject({
      issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      jwks_uri: KEYS(TENANT),
      token_endpoint: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    });
    expect(await configuration('organizations')).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      jwks_uri: KEYS('organizations'),
    });
  });
});

describe('the real MSAL', () => {
  test('gets an app token of the tenant that was asked for', async () => {
    for (const tenant of [TENANT, OTHER_TENANT]) {
      expect(decodeJwt(await appToken(cloud, tenant))).toMatchObject({
        aud: 'https://graph.microsoft.com',
        tid: tenant,
        appid: CLIENT_ID,
        idtyp: 'app',
        roles: expect.arrayContaining(['User.ReadWrite.All']),
      });
    }
  });

  test('acts on behalf of a person and renews by the refresh token', async () => {
    const msal = msalFor(cloud, TENANT);
    const result = await msal.acquireTokenOnBehalfOf({
      oboAssertion: await cloud.tokenFor('globalAdmin'),
      scopes: ['https://graph.microsoft.com/User.ReadWrite.All'],
    });
    const { objectId } = cloud.personas.fact('globalAdmin');
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      oid: objectId,
      tid: TENANT,
      scp: 'User.ReadWrite.All',
      idtyp: 'user',
      wids: expect.arrayContaining([ROLE.globalAdministrator]),
    });
    expect(result?.account?.homeAccountId).toBe(`${objectId}.${TENANT}`);

    const first = await askToken(TENANT, {
      ...onBehalfOf,
      assertion: await cloud.tokenFor('owner'),
      scope: 'https://graph.microsoft.com/.default offline_access openid',
    });
    expect(first.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      id_token: expect.any(String),
    });
    const renewed = await msal.acquireTokenByRefreshToken({
      refreshToken: String(first.body['refresh_token']),
      scopes: [APP_SCOPE],
    });
    expect(decodeJwt(renewed?.accessToken ?? '')).toMatchObject({
      oid: cloud.personas.fact('owner').objectId,
    });
  });
});

describe('refusals of the token endpoint', () => {
  const credentials = { ...app, grant_type: 'client_credentials', scope: APP_SCOPE };

  test('have every field of Entra’s error body', async () => {
    const { status, body } = await askToken(TENANT, { ...credentials, client_secret: 'wrong' });
    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(
        /^AADSTS7000215: Invalid client secret provided\. .* Trace ID: \S+ Correlation ID: \S+ Timestamp: \S+ \S+Z$/,
      ),
      error_codes: [7000215],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
    });
  });

  test.each([
    ['an unknown tenant', '99999999-0000-4000-8000-000000000009', {}, 90002],
    ['no tenant at all', 'common', {}, 50059],
    [
      'a scope without .default',
      TENANT,
      { scope: 'https://graph.microsoft.com/User.Read' },
      1002012,
    ],
    ['another resource', TENANT, { scope: 'https://vault.azure.net/.default' }, 500011],
    ['an unknown app', TENANT, { client_id: TENANT }, 700016],
    ['an unknown grant', TENANT, { grant_type: 'password' }, 70003],
    ['a missing parameter', TENANT, { scope: '' }, 900144],
  ])('%s', async (_what, tenant, change, code) => {
    expect((await askToken(tenant, { ...credentials, ...change })).body['error_codes']).toEqual([
      code,
    ]);
  });

  test('a forged, foreign or misdirected assertion', async () => {
    const ask = async (assertion: string) =>
      (await askToken(TENANT, { ...onBehalfOf, assertion, scope: APP_SCOPE })).body['error_codes'];
    expect(await ask(await cloud.tokenFor('owner', { alg: 'HS256' }))).toEqual([50013]);
    expect(await ask(await cloud.tokenFor('owner', { alg: 'none' }))).toEqual([50013]);
    expect(await ask(await cloud.tokenFor('owner', { expiresInSeconds: -1 }))).toEqual([50013]);
    expect(await ask(await cloud.tokenFor('owner', { aud: 'api://else' }))).toEqual([500131]);
    expect(await ask(await cloud.tokenFor('peerAdmin'))).toEqual([50020]);
  });

  test('a tenant that has not consented: 7000229 for the app, 65001 with suberror for a person', async () => {
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { consented: false });
    expect((await askToken(OTHER_TENANT, credentials)).body['error_codes']).toEqual([7000229]);
    const assertion = await cloud.tokenFor('peerAdmin');
    const { body } = await askToken(OTHER_TENANT, { ...onBehalfOf, assertion, scope: APP_SCOPE });
    expect(body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    });
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { consented: true });
  });

  test('short-lived Graph tokens can be had', async () => {
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { tokenLifeSeconds: 1 });
    const { body } = await askToken(OTHER_TENANT, credentials);
    expect(body['expires_in']).toBe(1);
    await control(cloud, 'PATCH', `/tenants/${OTHER_TENANT}`, { tokenLifeSeconds: 3599 });
  });

  test('a queued fault gives any AADSTS code, once', async () => {
    await control(cloud, 'POST', '/faults', {
      host: 'login.microsoftonline.com',
      method: 'POST',
      aadsts: 90033,
    });
    const struck = await askToken(TENANT, credentials);
    expect(struck).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable', error_codes: [90033] },
    });
    expect((await askToken(TENANT, credentials)).status).toBe(200);
    expect(cloud.faults.list()).toMatchObject([{ left: 0, struck: 1 }]);
    cloud.faults.clear();
  });
});
