import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tokenRolesOf } from '../../api/subscriptions/rules.ts';
import { tabLinks } from '../../api/tab-links.ts';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../local/cloud.ts';
import { API_SCOPE, CLIENT_ID } from '../../local/entra/app.ts';
import { localeFilesOf } from '../../packaging/locales.ts';
import type { JsonObject } from '../../packaging/template.ts';
import { PERSONAL_TAB_ID } from '../../tab/hosting.ts';
import { LANGUAGES } from '../../tab/language.ts';
import { appToken, graphCaller } from '../local/clients.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface EntraApp {
  readonly web: { readonly redirectUris: readonly string[] };
  readonly api: { readonly oauth2PermissionScopes: readonly { readonly value: string }[] };
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
}

interface Manifest {
  readonly staticTabs: readonly { readonly entityId: string; readonly contentUrl: string }[];
  readonly configurableTabs: readonly {
    readonly configurationUrl: string;
    readonly scopes: readonly string[];
  }[];
}

const ENTRA_APP = JSON.parse(read('manifest/entra-app.json')) as EntraApp;
const MANIFEST = JSON.parse(read('manifest/manifest.json')) as Manifest & JsonObject;

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await createLocalCloud();
});
afterAll(() => cloud.close());

describe('The app registration', () => {
  test('has the app roles, with the ids, that the local Entra ID hands out', async () => {
    const graph = graphCaller(cloud, appToken(cloud, HOME_TENANT_ID));
    const { body } = await graph('GET', `/servicePrincipals(appId='${CLIENT_ID}')`);
    const theirs = (body['appRoles'] as EntraApp['appRoles']).map(({ id, value }) => [value, id]);
    const ours = ENTRA_APP.appRoles.map(({ id, value }) => [value, id]);
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  test('has no app role that the API does not know', () => {
    const roles = ENTRA_APP.appRoles.map(({ value }) => [...tokenRolesOf([], [value])]);
    expect(roles).toEqual([['lmsAdmin'], ['catalogAdmin'], ['partnerStaff'], ['operator']]);
  });

  test('exposes the one scope that the API takes', () => {
    expect(ENTRA_APP.api.oauth2PermissionScopes.map(({ value }) => value)).toEqual([API_SCOPE]);
  });

  test('lets Entra ID return to the page of the tab that waits for it, and nowhere else', () => {
    const [page, ...others] = ENTRA_APP.web.redirectUris;
    expect(others).toEqual([]);
    const path = new URL(page?.replace(/\$\{\{\w+\}\}/, 'headcount.example') ?? '').pathname;
    expect(read('tab/routes.tsx')).toContain(`CONSENTED = '${path}'`);
  });
});

describe('The app manifest', () => {
  test('names the tab as deep links do', () => {
    const linkTo = tabLinks({ teamsAppId: CLIENT_ID, publicOrigin: null });
    const tabId = new URL(linkTo('/people', 'People') ?? '').pathname.split('/').at(-1);
    expect(MANIFEST.staticTabs.map(({ entityId }) => entityId)).toEqual([tabId]);
    expect(PERSONAL_TAB_ID).toBe(tabId);
  });

  test('lets a channel of a team have a tab, set up on a page that the tab has', () => {
    const [channel, ...others] = MANIFEST.configurableTabs;
    expect(others).toEqual([]);
    expect(channel?.scopes).toEqual(['team']);
    const page = channel?.configurationUrl.replace(/\$\{\{\w+\}\}/, 'headcount.example') ?? '';
    const { origin, pathname } = new URL(page);
    expect(origin).toBe('https://headcount.example');
    expect(read('tab/routes.tsx')).toMatch(new RegExp(`pageAt\\(\\s*'${pathname.slice(1)}'`));
    expect(read('local/host/page/channel.ts')).toContain(`CONFIGURATION_PATH = '${pathname}'`);
  });

  test('speaks the languages of the tab', () => {
    const files = LANGUAGES.map((language) => `${language}.json`);
    expect([...localeFilesOf(MANIFEST)].sort()).toEqual(files.sort());
  });

  test('declares a bot where there is one, and nothing that does not answer', () => {
    expect('bots' in MANIFEST).toBe(existsSync(join(ROOT, 'bot')));
    for (const absent of ['composeExtensions', 'activities', 'authorization']) {
      expect(MANIFEST).not.toHaveProperty(absent);
    }
  });
});
