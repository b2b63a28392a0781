import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Download, Page } from 'playwright-core';
import type { ReportShape } from '../../api/reports/contract.ts';
import { ask } from '../reports/asking.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
let month = '';
beforeAll(async () => {
  stage = await startStage();
  month = new Date(stage.world.world().clock.now()).toISOString().slice(0, 7);
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

/** The files that a tab gives to the browser from now on. */
function downloadsOf(page: Page): Download[] {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return downloads;
}

const reportsOf = async (): Promise<readonly ReportShape[]> =>
  (await stage.world.api('owner').get<{ items: ReportShape[] }>('/api/reports')).body.items;

describe('Reports', () => {
  test('teaches while there is none, asks, shows how far it is, and downloads it by itself once (M-5)', async () => {
    await stage.look({ page: '/reports' }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await tab.getByRole('heading', { name: 'No reports yet' }).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('button', { name: 'New report' }).click();
      await tab.getByRole('combobox', { name: 'What is in it' }).selectOption('Enrolments');
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('button', { name: 'Make report' }).click();
      await tab.getByText('was ready and has been downloaded').waitFor();
      await tab.getByRole('button', { name: /^Download Enrolments/ }).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await eventually(async () => downloads.length === 1);
      expect(downloads[0]?.suggestedFilename()).toBe(`headcount-enrolments-${month}.xlsx`);
      const bytes = await readFile((await downloads[0]?.path()) ?? '');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
    });
    // It stays in the list, and does not begin by itself again.
    await stage.look({ page: '/reports' }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await tab.getByRole('button', { name: /^Download Enrolments/ }).click();
      await eventually(async () => downloads.length === 1);
    });
  });

  test('M-5, MAU-14 what became ready while the browser was closed is downloaded on the next visit, on whatever page, once', async () => {
    const { id } = await ask(stage.world.api('owner'), {
      ...{ kind: 'usage', from: month, to: month, format: 'csv' },
    });
    let downloads: Download[] = [];
    const before = async (page: Page): Promise<void> => {
      downloads = downloadsOf(page);
    };
    await stage.look({ page: '/people', before }, async ({ tab }) => {
      await tab.getByText('was ready and has been downloaded').waitFor();
      await eventually(async () => downloads.length === 1);
      expect(downloads[0]?.suggestedFilename()).toBe(`headcount-usage-${month}.csv`);
    });
    expect((await reportsOf()).find((report) => report.id === id)).toMatchObject({
      ...{ awaited: false, state: 'ready' },
    });
    await stage.look({ page: '/people' }, async ({ tab, apiRequests }) => {
      await tab.getByRole('heading', { name: 'People', level: 1 }).waitFor();
      expect(apiRequests().filter((asked) => asked.includes('/api/reports'))).toEqual([]);
    });
  });

  test('says beside the months what is wrong with them, before and after it was sent', async () => {
    await stage.look(
      { page: '/reports?ask=seats', mayLog: /status of 400/ },
      async ({ tab, apiRequests }) => {
        const kind = tab.getByRole('combobox', { name: 'What is in it' });
        await kind.waitFor();
        expect(await kind.inputValue()).toBe('seats');
        const year = tab.getByRole('combobox', { name: 'To year' });
        const years = await year.locator('option').allInnerTexts();
        await year.selectOption(years.at(-1) ?? '');
        await tab.getByText('The last month lies before the first.').waitFor();
        await tab.getByRole('combobox', { name: 'From year' }).selectOption(years.at(-1) ?? '');
        await year.selectOption(years[0] ?? '');
        await tab.getByText('A report holds at most 36 months.').waitFor();
        expect(await barriersIn(tab)).toEqual([]);
        expect(apiRequests().filter((asked) => asked.startsWith('POST'))).toEqual([]);
      },
    );
  });

  test('is asked for and deleted by keyboard alone', async () => {
    const before = (await reportsOf()).length;
    await stage.look({ page: '/reports', size: 'phone' }, async ({ page, tab, reach }) => {
      await reach(tab.getByRole('button', { name: 'New report' }));
      await page.keyboard.press('Enter');
      await reach(tab.getByRole('button', { name: 'Make report' }));
      await page.keyboard.press('Enter');
      await eventually(async () => (await reportsOf()).length === before + 1);
      await tab.getByText('was ready and has been downloaded').waitFor();
      await reach(tab.getByRole('button', { name: /^More for: Usage by month/ }).first());
      await page.keyboard.press('Enter');
      await tab.getByRole('menuitem', { name: 'Delete' }).waitFor();
      await page.keyboard.press('Enter');
      await reach(tab.getByRole('button', { name: 'Delete report' }));
      await page.keyboard.press('Enter');
      await eventually(async () => (await reportsOf()).length === before);
    });
  });
});

describe('Reports can be read and used', () => {
  const looks = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    persona: ['owner', 'lmsAdmin', 'catalogAdmin'],
  } as const);
  test.each(looks)('by $persona, $theme, $language, $size', async (view) => {
    for (const page of ['/reports', '/reports?ask=usage'])
      await stage.look({ ...view, page }, async ({ tab }) => {
        expect(await widerThanThePage(tab)).toEqual([]);
        expect(await barriersIn(tab)).toEqual([]);
      });
  });
});
