import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '@redocly/openapi-core';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}

const STAGES = ['provision', 'deploy', 'publish'] as const;
type Toolkit = Readonly<Record<(typeof STAGES)[number], readonly Step[]>>;

const TEXT = read('teamsapp.yml');
const TOOLKIT = parseYaml(TEXT) as Toolkit & { readonly version: string };

describe('teamsapp.yml', () => {
  test('names the version of its schema, alike in both places', () => {
    expect(TOOLKIT.version).toBe('v1.12');
    expect(TEXT).toContain(`/${TOOLKIT.version}/yaml.schema.json`);
  });

  test('provisions, deploys and publishes', () => {
    const uses = STAGES.map((stage) => TOOLKIT[stage].map((step) => step.uses));
    expect(uses).toEqual([
      [
        'teamsApp/create',
        'aadApp/create',
        'aadApp/update',
        'cli/runNpmCommand',
        'teamsApp/validateAppPackage',
        'teamsApp/update',
      ],
      [...Array.from({ length: 3 }, () => 'cli/runNpmCommand'), 'azureAppService/zipDeploy'],
      ['teamsApp/validateAppPackage', 'teamsApp/publishAppPackage'],
    ]);
  });

  test('uses no variable that no earlier step writes and docs/operations.md does not ask for', () => {
    const known = new Set(['TEAMSFX_ENV']);
    const manual = read('docs/operations.md');
    const uses: (readonly [string, boolean])[] = [];
    for (const step of STAGES.flatMap((stage) => TOOLKIT[stage])) {
      const template = step.uses === 'aadApp/update' ? read(String(step.with['manifestPath'])) : '';
      for (const [, name = ''] of (JSON.stringify(step) + template).matchAll(/\$\{\{(\w+)\}\}/g)) {
        uses.push([name, known.has(name) || manual.includes(`\`${name}\``)]);
      }
      for (const name of Object.values(step.writeToEnvironmentFile ?? {})) known.add(name);
    }
    expect(uses.filter(([, isKnown]) => !isKnown)).toEqual([]);
  });

  test('packs with a script that there is, and gives it every setting', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const packing = TOOLKIT.provision.find((step) => step.uses === 'cli/runNpmCommand');
    expect(packing?.with['args']).toMatch(/^run package /);
    expect(scripts).toHaveProperty('package');
    expect(Object.keys(packing?.env ?? {}).sort()).toEqual([
      ...['AZURE_CLIENT_ID', 'BOT_ID', 'PRIVACY_URL', 'PUBLIC_ORIGIN', 'PUBLISHER_NAME'],
      ...['PUBLISHER_WEBSITE', 'TEAMS_APP_ID', 'TERMS_URL'],
    ]);
  });

  test('deploys no tests, stand-ins, sources of the tab or settings', () => {
    const deploying = TOOLKIT.deploy.at(-1)?.with ?? {};
    const ignored = read(String(deploying['ignoreFile'])).split('\n');
    for (const folder of ['test', 'local', 'tab', 'env', 'build', 'docs', 'bench']) {
      expect(ignored).toContain(`/${folder}`);
    }
    for (const needed of ['/api', '/bot', '/dist', '/node_modules', '/package.json']) {
      expect(ignored).not.toContain(needed);
    }
    expect(existsSync(join(ROOT, String(deploying['artifactFolder']), 'api/main.ts'))).toBe(true);
  });
});
