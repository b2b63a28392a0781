import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Download, Page } from 'playwright-core';
import { barriersIn } from '../accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS } from '../stage.ts';
import { button, confirm, linkOf, startPeerStage, type PeerStage } from './on-stage.ts';

let on: PeerStage;
beforeAll(async () => {
  on = await startPeerStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** The files that a tab gives to the browser from now on. */
function downloadsOf(page: Page): Download[] {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return downloads;
}

const textOf = async (download: Download | undefined): Promise<string> =>
  readFile((await download?.path()) ?? '', 'utf8');

describe('Reports on a peer account', () => {
  let id = '';
  beforeAll(async () => {
    await on.owner.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.email, seats: 8 },
      permissions: { training: true, users: true },
    });
    ({ id } = await linkOf(on.owner));
    await on.peer.post(`/api/peers/${id}/acceptance`, { consent: true });
  });

  test('P-10: cover catalogs that are shared, of which one is shared first', async () => {
    await on.stage.look({ page: `/peers/${id}` }, async ({ tab, settled }) => {
      await tab.getByText('and none is. Share one first.').waitFor();
      await button(tab, 'Share catalogs').click();
      await button(tab, 'Share').click();
      await tab.getByText('Choose at least one catalog.').waitFor();
      await tab.getByRole('checkbox', { name: 'Leadership' }).check();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Share').click();
      await tab.getByText('1 catalog is shared with fabrikam.').waitFor();
      await settled();
      await button(tab, 'Make a training report').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('PA-20, PA-21, PA-24: are asked for in the report builder by account and shared catalog, and download by themselves', async () => {
    await on.stage.look({ page: '/reports' }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await button(tab, 'New report').click();
      const account = tab.getByRole('combobox', { name: 'Select account' });
      await account.waitFor();
      expect(await account.locator('option').allInnerTexts()).toEqual(['My account', 'fabrikam']);
      await account.selectOption('fabrikam');
      const kind = tab.getByRole('combobox', { name: 'What is in it' });
      expect(await kind.locator('option').allInnerTexts()).toEqual([
        'Enrolments of a peer account',
        'Catalog of a peer account',
        'Users of a peer account',
      ]);
      const catalog = tab.getByRole('combobox', { name: 'Shared catalog' });
      expect(await catalog.locator('option').allInnerTexts()).toEqual(['Leadership']);
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('radio', { name: 'CSV' }).check();
      await button(tab, 'Make report').click();
      await tab
        .getByText(/Enrolments of a peer account: fabrikam, .* has been downloaded/)
        .waitFor();
      await eventually(async () => downloads.length === 1);
      expect(downloads[0]?.suggestedFilename()).toMatch(/^headcount-peer-enrolments-.*\.csv$/);
      expect(await textOf(downloads[0])).toContain('Course or training plan');
      await tab.getByText('fabrikam · Leadership · CSV').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('PA-25: under consent the registered users are counted, and the user report is made in the background', async () => {
    await on.stage.look({ page: `/peers/${id}` }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await button(tab, 'Show registered users').click();
      await tab.getByText(/\d+ registered users?$/).waitFor();
      await button(tab, 'Make a user report').click();
      await tab.getByRole('checkbox', { name: 'Active users only' }).check();
      expect(await tab.getByRole('combobox', { name: 'From month' }).count()).toBe(0);
      await tab.getByRole('radio', { name: 'CSV' }).check();
      await button(tab, 'Make report').click();
      await eventually(async () => downloads.length === 1);
      expect(await textOf(downloads[0])).toContain('User type');
    });
  });

  test('P-3, PA-32: are closed with the consent and with the share, also what was made already', async () => {
    await on.peer.post(`/api/peers/${id}/consent`, { consent: false });
    await on.stage.look({ page: `/peers/${id}` }, async ({ tab }) => {
      await tab.getByText('does not consent to the user report at the moment').waitFor();
      await button(tab, 'Actions: Leadership').click();
      await tab.getByRole('menuitem', { name: 'Share no longer' }).click();
      await confirm(tab, 'Share no longer');
      await tab.getByText('Leadership is not shared any more.').waitFor();
    });
    await on.stage.look({ page: '/reports' }, async ({ tab }) => {
      await tab.getByText('does not let this be seen any more').nth(1).waitFor();
      expect(await tab.getByRole('button', { name: /^Download/ }).count()).toBe(0);
      await button(tab, 'New report').click();
      await tab.getByRole('combobox', { name: 'Select account' }).selectOption('fabrikam');
      await tab.getByText('No catalog is shared with fabrikam.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
