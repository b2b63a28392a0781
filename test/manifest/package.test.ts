import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packageApp } from '../../packaging/package.ts';
import { entriesOf } from './zip-reader.ts';

const TEMPLATES = resolve(import.meta.dirname, '../../manifest');

const SETTINGS = {
  TEAMS_APP_ID: '3f0d3f5e-7a0c-4c0a-9a53-1f9d5f3b7c11',
  AZURE_CLIENT_ID: '9b1d7c44-2a57-4e0e-8d7e-5c2f8a6b3d22',
  BOT_ID: '9b1d7c44-2a57-4e0e-8d7e-5c2f8a6b3d23',
  PUBLIC_ORIGIN: 'https://headcount.contoso.com',
  PUBLISHER_NAME: 'Contoso',
  PUBLISHER_WEBSITE: 'https://contoso.com/headcount',
  PRIVACY_URL: 'https://contoso.com/privacy',
  TERMS_URL: 'https://contoso.com/terms',
  APP_VERSION: '1.4.0',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-package-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const status = await packageApp(args, environment, (line) => lines.push(line));
  return { status, text: lines.join('\n') };
}

describe('npm run package', () => {
  test('makes a package that an independent reader opens, with everything that the manifest names', async () => {
    const zip = join(folder, 'one', 'app.zip');
    expect(await run(['--out', zip], SETTINGS)).toMatchObject({ status: 0 });
    const entries = entriesOf(await readFile(zip));
    expect([...entries.keys()].sort()).toEqual([
      'color.png',
      'de.json',
      'en.json',
      'fr.json',
      'manifest.json',
      'nl.json',
      'outline.png',
    ]);
    for (const icon of ['color.png', 'outline.png']) {
      expect(entries.get(icon)).toEqual(await readFile(join(TEMPLATES, icon)));
    }
    const manifest = JSON.parse(String(entries.get('manifest.json'))) as unknown;
    expect(manifest).toMatchObject({
      id: SETTINGS.TEAMS_APP_ID,
      version: '1.4.0',
      developer: { name: 'Contoso', privacyUrl: 'https://contoso.com/privacy' },
      staticTabs: [{ contentUrl: 'https://headcount.contoso.com/' }],
      configurableTabs: [{ configurationUrl: 'https://headcount.contoso.com/configure' }],
      bots: [{ botId: SETTINGS.BOT_ID, scopes: ['personal', 'team'] }],
      validDomains: ['headcount.contoso.com'],
      webApplicationInfo: {
        id: SETTINGS.AZURE_CLIENT_ID,
        resource: `api://headcount.contoso.com/${SETTINGS.AZURE_CLIENT_ID}`,
      },
    });
    expect(JSON.stringify(manifest)).not.toContain('${{');
  });

  test('gives the same bytes for the same input, in any time zone', async () => {
    const hashes = new Set<string>();
    for (const TZ of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
      const zip = join(folder, 'again', `${TZ.replace('/', '-')}.zip`);
      await promisify(execFile)(
        process.execPath,
        [resolve(TEMPLATES, '../packaging/package.ts'), '--out', zip],
        { env: { ...SETTINGS, TZ } },
      );
      hashes.add(
        createHash('sha256')
          .update(await readFile(zip))
          .digest('hex'),
      );
    }
    expect(hashes.size).toBe(1);
  });

  test('writes the app registration beside it, filled in and without the ids by which it is found', async () => {
    const zip = join(folder, 'registration', 'app.zip');
    await run(['--out', zip], SETTINGS);
    const text = await readFile(join(folder, 'registration', 'entra-app.json'), 'utf8');
    const registration = JSON.parse(text) as unknown;
    expect(registration).toMatchObject({
      identifierUris: [`api://headcount.contoso.com/${SETTINGS.AZURE_CLIENT_ID}`],
      web: { redirectUris: ['https://headcount.contoso.com/auth/consented'] },
    });
    expect(registration).not.toHaveProperty('id');
    expect(registration).not.toHaveProperty('appId');
    expect(text).not.toContain('${{');
  });

  test('with --check finds the repository good, needs no setting and writes nothing', async () => {
    const before = await readdir(resolve(TEMPLATES, '..'));
    expect(await run(['--check'], {})).toMatchObject({ status: 0 });
    expect(await readdir(resolve(TEMPLATES, '..'))).toEqual(before);
  });

  test('with --check asks nobody on the network', async () => {
    const noNetwork =
      'data:text/javascript,' +
      encodeURIComponent(
        "import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('the network was asked'); };",
      );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', noNetwork, resolve(TEMPLATES, '../packaging/package.ts'), '--check'],
      { env: {} },
    );
    expect(stdout).toContain('are good');
  });

  test('takes an option before the variable', async () => {
    const zip = join(folder, 'option', 'app.zip');
    await run(['--out', zip, '--app-version', '2.0.1'], SETTINGS);
    const entries = entriesOf(await readFile(zip));
    expect(JSON.parse(String(entries.get('manifest.json')))).toMatchObject({ version: '2.0.1' });
  });
});

describe('settings that are not right', () => {
  test('without any, all are told at once, and nothing is written', async () => {
    const zip = join(folder, 'none', 'app.zip');
    const { status, text } = await run(['--out', zip], {});
    expect(status).toBe(2);
    const needed = Object.keys(SETTINGS).filter((name) => name !== 'APP_VERSION');
    for (const name of needed) expect(text).toContain(`settings › ${name}: must be`);
    await expect(readFile(zip)).rejects.toThrow('ENOENT');
  });

  test.each([
    ['TEAMS_APP_ID', 'headcount', 'a GUID'],
    ['AZURE_CLIENT_ID', '123', 'a GUID'],
    ['PUBLIC_ORIGIN', 'http://headcount.contoso.com', 'such as https://headcount.example'],
    ['PUBLIC_ORIGIN', 'https://headcount.contoso.com/tab', 'such as https://headcount.example'],
    ['PUBLIC_ORIGIN', 'https://headcount.contoso.com:99999', 'such as https://headcount.example'],
    ['PUBLIC_ORIGIN', 'https://*.contoso.com', 'such as https://headcount.example'],
    ['PUBLISHER_NAME', 'a'.repeat(33), '1 to 32 characters'],
    ['PRIVACY_URL', 'contoso.com/privacy', 'an https address'],
    ['APP_VERSION', '1.4', 'three numbers'],
    ['APP_VERSION', '1.4.0-beta', 'three numbers'],
  ])('%s=%s is refused, also with --check', async (name, value, words) => {
    const { status, text } = await run(['--check'], { ...SETTINGS, [name]: value });
    expect(status).toBe(2);
    expect(text).toContain(`settings › ${name}: `);
    expect(text).toContain(words);
    expect(text.split('\n')).toHaveLength(1);
  });

  test('an unknown option is told with those that are known', async () => {
    const { status, text } = await run(['--chek'], {});
    expect(status).toBe(2);
    expect(text).toMatch(/--chek.*--check/);
  });
});

describe('templates that are not right', () => {
  test('the process ends with status 1 and says so', async () => {
    const broken = join(folder, 'broken');
    await cp(TEMPLATES, broken, { recursive: true });
    await writeFile(join(broken, 'fr.json'), '{');
    const lines: string[] = [];
    const status = await packageApp(['--check'], {}, (line) => lines.push(line), broken);
    expect(status).toBe(1);
    expect(lines.join('\n')).toMatch(/^fr\.json: is not JSON/);
  });
});
