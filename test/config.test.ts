import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../api/config/read.ts';
import type { Config } from '../api/config/settings.ts';

const GOOD = {
  AZURE_CLIENT_ID: '6F1C9A52-3d84-4b7e-9c0a-5e2d8f47a1b3',
  AZURE_CLIENT_SECRET: 'not-to-be-seen',
  ACTIVATION_KEY_SECRETS: 'a-secret-of-at-least-32-characters',
};

const configOf = (env: Record<string, string>): Config => {
  const read = readConfig({ ...GOOD, ...env });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.config;
};

const faultsOf = (env: Record<string, string>): Record<string, string> => {
  const read = readConfig({ ...GOOD, ...env });
  if (!('faults' in read)) return {};
  return Object.fromEntries(read.faults.map(({ name, message }) => [name, message]));
};

describe('the settings', () => {
  test('need only the app registration, and are those of one process on this machine', () => {
    expect(configOf({})).toEqual({
      port: 3978,
      host: '127.0.0.1',
      dataDir: '.data',
      filesDir: join('.data', 'files'),
      store: { kind: 'sqlite' },
      roles: new Set(['web', 'work']),
      logLevel: 'info',
      clientId: '6f1c9a52-3d84-4b7e-9c0a-5e2d8f47a1b3',
      clientSecret: 'not-to-be-seen',
      keySecrets: ['a-secret-of-at-least-32-characters'],
      audiences: ['6f1c9a52-3d84-4b7e-9c0a-5e2d8f47a1b3'],
      publicOrigin: null,
      localCloudOrigin: null,
      mailSender: null,
      bot: null,
      seatsContact: null,
      salesContact: null,
      fastSpring: null,
      operatorTenantId: null,
      teamsAppId: null,
      newTenants: { buckets: 1, region: 'US' },
      rateLimits: { perPerson: 6_000, perAddress: 600 },
      trustedProxies: 0,
      frameAncestors: expect.arrayContaining(['https://teams.microsoft.com']),
    });
  });

  test('tell every fault at once, and repeat no value', () => {
    const faults = faultsOf({
      PORT: '70000',
      HEADCOUNT_STORE: 'oracle',
      HEADCOUNT_ROLES: 'web,cook',
      HEADCOUNT_BUCKETS: '0',
      HEADCOUNT_REGION: 'usa',
      AZURE_CLIENT_ID: 'secret-in-the-wrong-place',
      AZURE_CLIENT_SECRET: '',
      AZURE_APP_ID_URI: 'https://a',
      PUBLIC_ORIGIN: 'https://a.example/path',
      RATE_LIMIT_PER_PERSON: 'many',
      LOG_LEVEL: 'loud',
      LOCAL_CLOUD_ORIGIN: 'http://127.0.0.1:3979',
      NODE_ENV: 'production',
    });
    expect(Object.keys(faults).sort()).toEqual([
      'AZURE_APP_ID_URI',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'HEADCOUNT_BUCKETS',
      'HEADCOUNT_REGION',
      'HEADCOUNT_ROLES',
      'HEADCOUNT_STORE',
      'LOCAL_CLOUD_ORIGIN',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_ORIGIN',
      'RATE_LIMIT_PER_PERSON',
    ]);
    for (const message of Object.values(faults)) expect(message).toMatch(/^must /);
    expect(JSON.stringify(faults)).not.toContain('secret-in-the-wrong-place');
  });

  test('name the mailbox that mails come from together with its tenant', () => {
    const tenant = { MAIL_SENDER_TENANT: '7C0F3A51-9D2E-4B68-8F14-6A5B0D3C2E10' };
    const sender = { MAIL_SENDER: 'headcount@contoso.example' };
    expect(configOf({ ...tenant, ...sender }).mailSender).toEqual({
      tenantId: '7c0f3a51-9d2e-4b68-8f14-6a5b0d3c2e10',
      mailbox: 'headcount@contoso.example',
    });
    expect(faultsOf(sender)).toHaveProperty('MAIL_SENDER_TENANT');
    expect(faultsOf(tenant)).toHaveProperty('MAIL_SENDER');
    expect(faultsOf({ ...tenant, MAIL_SENDER: '../../me' })).toHaveProperty('MAIL_SENDER');
    expect(faultsOf({ ...sender, MAIL_SENDER_TENANT: 'contoso' })).toHaveProperty(
      'MAIL_SENDER_TENANT',
    );
    expect(faultsOf({ TEAMS_APP_ID: 'headcount' })).toHaveProperty('TEAMS_APP_ID');
    expect(faultsOf({ SEATS_CONTACT: 'x'.repeat(201) })).toHaveProperty('SEATS_CONTACT');
  });

  test('name a bot by its registration, and believe everybody only where that is said, never in production', () => {
    const bot = {
      BOT_ID: GOOD.AZURE_CLIENT_ID.toLowerCase(),
      BOT_TENANT: '7C0F3A51-9D2E-4B68-8F14-6A5B0D3C2E10',
    };
    expect(configOf(bot).bot).toEqual({
      appId: bot.BOT_ID,
      tenantId: '7c0f3a51-9d2e-4b68-8f14-6a5b0d3c2e10',
      secret: 'not-to-be-seen',
      perSecond: 25,
      unauthenticated: false,
    });
    const other = { ...bot, BOT_ID: '7c0f3a51-9d2e-4b68-8f14-6a5b0d3c2e11' };
    expect(faultsOf(other)).toHaveProperty('BOT_SECRET');
    expect(configOf({ ...other, BOT_SECRET: 'its-own' }).bot?.secret).toBe('its-own');
    expect(faultsOf({ BOT_ID: bot.BOT_ID })).toHaveProperty('BOT_TENANT');
    expect(faultsOf({ BOT_TENANT: bot.BOT_TENANT })).toHaveProperty('BOT_ID');
    expect(faultsOf({ ...bot, BOT_RATE: '51' })).toHaveProperty('BOT_RATE');
    const open = { ...bot, BOT_UNAUTHENTICATED: 'true' };
    expect(configOf(open).bot?.unauthenticated).toBe(true);
    expect(faultsOf({ ...open, NODE_ENV: 'production' })).toHaveProperty('BOT_UNAUTHENTICATED');
  });

  test('name a Cosmos DB account, reached with an identity, or an emulator with its key', () => {
    const account = {
      HEADCOUNT_STORE: 'cosmos',
      COSMOS_ENDPOINT: 'https://a.documents.azure.com',
    };
    const emulator = { HEADCOUNT_STORE: 'cosmos', COSMOS_ENDPOINT: 'http://127.0.0.1:8081' };
    expect(configOf(account).store).toEqual({
      kind: 'cosmos',
      endpoint: 'https://a.documents.azure.com',
      database: 'headcount',
      key: null,
      identityId: null,
    });
    expect(configOf({ ...emulator, COSMOS_KEY: 'not-to-be-seen' }).store).toMatchObject({
      key: 'not-to-be-seen',
    });
    for (const [env, name] of [
      [{ HEADCOUNT_STORE: 'cosmos' }, 'COSMOS_ENDPOINT'],
      [{ ...account, COSMOS_ENDPOINT: 'nowhere' }, 'COSMOS_ENDPOINT'],
      [{ ...account, COSMOS_ENDPOINT: 'http://a.documents.azure.com' }, 'COSMOS_ENDPOINT'],
      [{ ...account, COSMOS_KEY: 'not-to-be-seen' }, 'COSMOS_KEY'],
      [emulator, 'COSMOS_KEY'],
      [{ ...account, COSMOS_DATABASE: 'a/b' }, 'COSMOS_DATABASE'],
      [{ ...account, COSMOS_IDENTITY: 'mine' }, 'COSMOS_IDENTITY'],
    ] as const) {
      const faults = faultsOf(env);
      expect(Object.keys(faults)).toEqual([name]);
      expect(faults[name]).toMatch(/^must /);
      expect(JSON.stringify(faults)).not.toContain('not-to-be-seen');
    }
  });

  test('refuse the local cloud in production, and notifications over plain HTTP', () => {
    const local = { LOCAL_CLOUD_ORIGIN: 'http://127.0.0.1:3979' };
    expect(configOf(local).localCloudOrigin).toBe('http://127.0.0.1:3979');
    expect(faultsOf({ ...local, NODE_ENV: 'production' })).toHaveProperty('LOCAL_CLOUD_ORIGIN');
    expect(faultsOf({ PUBLIC_ORIGIN: 'http://headcount.example' })).toHaveProperty('PUBLIC_ORIGIN');
    expect(configOf({ PUBLIC_ORIGIN: 'https://headcount.example' }).publicOrigin).toBe(
      'https://headcount.example',
    );
  });

  test('need a secret for activation keys where the local cloud is not, and take the old ones beside it', () => {
    expect(faultsOf({ ACTIVATION_KEY_SECRETS: '' })).toHaveProperty('ACTIVATION_KEY_SECRETS');
    expect(faultsOf({ ACTIVATION_KEY_SECRETS: 'too short' })).toHaveProperty(
      'ACTIVATION_KEY_SECRETS',
    );
    const both = ['n'.repeat(32), 'o'.repeat(32)];
    expect(configOf({ ACTIVATION_KEY_SECRETS: both.join(', ') }).keySecrets).toEqual(both);
    const local = { ACTIVATION_KEY_SECRETS: '', LOCAL_CLOUD_ORIGIN: 'http://127.0.0.1:3979' };
    expect(configOf(local).keySecrets).toHaveLength(1);
  });

  test('are all described in docs/operations.md, with no other beside them', async () => {
    const source = await readFile(new URL('../api/config/environment.ts', import.meta.url), 'utf8');
    const docs = await readFile(new URL('../docs/operations.md', import.meta.url), 'utf8');
    const named = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    const described = [...docs.matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map(([, name]) => name);
    expect(described.sort()).toEqual(named.sort());
  });
});
