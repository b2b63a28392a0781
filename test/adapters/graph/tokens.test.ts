import { afterEach, describe, expect, test } from '@jest/globals';
import { ENTRA, HOME, refusalOf, startSetting, type Setting } from './setting.ts';

const PEER = '2b9e6d48-1f7a-4c35-a0d6-93e8c1547f22';

describe('tokens for Microsoft Graph', () => {
  let setting: Setting;
  afterEach(() => setting.close());

  test('twenty calls at once ask for one token', async () => {
    setting = await startSetting();
    const calls = Array.from({ length: 20 }, () => setting.directory.userCount(HOME));
    await Promise.all(calls);
    expect(setting.requests(ENTRA, '/')).toBe(1);
  });

  test('a token endpoint that failed is asked again, without MSAL waiting a minute', async () => {
    setting = await startSetting();
    setting.cloud.faults.add({ host: ENTRA, status: 503, times: 6 });
    const refusal = await refusalOf(setting.directory.userCount(HOME));
    expect(refusal.code).toBe('directory-unavailable');
    expect(refusal.facts.retryAfterSeconds).toBeGreaterThan(0);
    await expect(setting.directory.userCount(HOME)).resolves.toBeGreaterThan(0);
  });

  test('a short Retry-After of the token endpoint is heeded', async () => {
    setting = await startSetting();
    setting.cloud.faults.add({ host: ENTRA, status: 429, headers: { 'Retry-After': '1' } });
    const begun = performance.now();
    await setting.directory.userCount(HOME);
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  test('a tenant without consent is told so', async () => {
    setting = await startSetting({ consented: false });
    const refusal = await refusalOf(setting.directory.userCount(HOME));
    expect(refusal.code).toBe('consent-missing');
    expect(refusal.message).toContain('admin consent');
  });

  test.each([
    [65001, 'consent-missing'],
    [53003, 'directory-unavailable'],
  ] as const)('AADSTS%i is %s', async (aadsts, code) => {
    setting = await startSetting();
    setting.cloud.faults.add({ host: ENTRA, aadsts });
    expect((await refusalOf(setting.directory.userCount(HOME))).code).toBe(code);
    await expect(setting.directory.userCount(HOME)).resolves.toBeGreaterThan(0);
  });

  test('AADSTS90033 passes: it is asked again at once', async () => {
    setting = await startSetting();
    setting.cloud.faults.add({ host: ENTRA, aadsts: 90033 });
    await expect(setting.directory.userCount(HOME)).resolves.toBeGreaterThan(0);
  });

  test('a wrong client secret is no matter of consent, and is not in the words', async () => {
    setting = await startSetting({}, 'not-the-secret');
    const refusal = await refusalOf(setting.directory.userCount(HOME));
    expect(refusal.code).toBe('directory-unavailable');
    expect(refusal.message).toContain('AADSTS7000215');
    expect(refusal.message).not.toContain('not-the-secret');
  });

  test("another tenant's token is never used", async () => {
    setting = await startSetting();
    setting.cloud.world.createTenant({ id: PEER, name: 'Fabrikam', users: 3 });
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: (await import('../../../local/entra/app.ts')).CLIENT_ID,
      client_secret: (await import('../../../local/entra/app.ts')).CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    });
    const address = `${setting.cloud.origin}/${ENTRA}/${PEER}/oauth2/v2.0/token`;
    const foreign: unknown = await (await fetch(address, { method: 'POST', body: form })).json();
    setting.cloud.faults.add({ host: ENTRA, status: 200, body: foreign });
    const refusal = await refusalOf(setting.directory.userCount(HOME));
    expect(refusal.facts).toMatchObject({ reason: 'wrong-tenant' });
    await expect(setting.directory.userCount(HOME)).resolves.toBeGreaterThan(0);
  });

  test('a token that Graph no longer takes is replaced once', async () => {
    setting = await startSetting();
    await setting.directory.userCount(HOME);
    setting.cloud.faults.add({ host: 'graph.microsoft.com', status: 401 });
    await setting.directory.userCount(HOME);
    expect(setting.requests(ENTRA, '/')).toBe(2);
  });
});
