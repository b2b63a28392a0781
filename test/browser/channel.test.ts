import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame, Locator, Page } from 'playwright-core';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import {
  eventually,
  hasFocus,
  STAGE_TIMEOUT_MS,
  startStage,
  type OpenedTab,
  type Stage,
  type View,
} from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

const radio = (frame: Frame, name: string): Locator =>
  frame.getByRole('radio', { name, exact: true });
const save = (page: Page): Locator => page.getByRole('button', { name: 'Save', exact: true });

/** Opens the window in which a channel's tab is set up, and waits until the page in it is complete. */
async function setUp(page: Page, button = 'Add to a channel'): Promise<Frame> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const element = await page.waitForSelector('iframe[name="settings"]');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('The window has no frame.');
  await frame.locator('h1').first().waitFor();
  return frame;
}

/** What the host shows around the channel's tab, and the heading in it. */
async function sees({ page, anew }: OpenedTab, name: string, heading: string): Promise<void> {
  await anew.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  expect(await page.locator('#app-name').innerText()).toBe('Learning team › General');
  expect(await page.locator('#tab-name').innerText()).toBe(name);
}

describe('A tab for a channel', () => {
  test('shows the page that was chosen by keyboard, and not the personal tab', async () => {
    await stage.look({}, async (opened) => {
      const { page, reach } = opened;
      const frame = await setUp(page);
      await eventually(() => save(page).isEnabled());
      expect(await radio(frame, 'Overview').isChecked()).toBe(true);
      await reach(radio(frame, 'Overview'));
      for (const name of ['Catalogs', 'One catalog', 'Usage']) {
        await page.keyboard.press('ArrowDown');
        await eventually(() => radio(frame, name).isChecked());
      }
      await eventually(() => save(page).isEnabled());
      await reach(save(page));
      await page.keyboard.press('Enter');
      await sees(opened, 'Headcount: Usage', 'Usage');
      await page.getByRole('button', { name: 'Leave the channel' }).click();
      await opened.anew.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      expect(await page.locator('#tab-name').innerText()).toBe('Seats');
    });
  });

  test('of one catalog can be saved once it is chosen, and begins with it when it is changed', async () => {
    const { body } = await stage.world
      .api('owner')
      .get<{ items: { id: string; name: string }[] }>('/api/catalogs');
    const [catalog] = body.items;
    if (catalog === undefined) throw new Error('The demo has no catalog.');
    await stage.look({}, async (opened) => {
      const { page, anew } = opened;
      const frame = await setUp(page);
      await radio(frame, 'One catalog').click();
      await eventually(() => save(page).isDisabled());
      const choice = frame.getByRole('combobox', { name: 'Catalog' });
      await choice.selectOption(catalog.id);
      await eventually(() => save(page).isEnabled());
      expect(await barriersIn(frame)).toEqual([]);
      await save(page).click();
      await sees(opened, `Headcount: ${catalog.name}`, catalog.name);

      const again = await setUp(page, 'Change the channel’s tab');
      await eventually(() => radio(again, 'One catalog').isChecked());
      await eventually(() => save(page).isEnabled());
      const kept = again.getByRole('combobox', { name: 'Catalog' });
      expect(await kept.inputValue()).toBe(catalog.id);
      await radio(again, 'Reports').click();
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await sees(opened, `Headcount: ${catalog.name}`, catalog.name);

      // The same tab for somebody who administers nothing.
      await page.getByLabel('Person').selectOption('learner');
      await anew.getByRole('heading', { level: 1, name: 'This is for administrators' }).waitFor();
    });
  });

  test('offers a catalog admin no page of the whole tenant', async () => {
    await stage.look({ persona: 'catalogAdmin' }, async (opened) => {
      const frame = await setUp(opened.page);
      await radio(frame, 'Reports').waitFor();
      expect(await radio(frame, 'Usage').count()).toBe(0);
      await radio(frame, 'Catalogs').click();
      await eventually(() => save(opened.page).isEnabled());
      await save(opened.page).click();
      await sees(opened, 'Headcount: Catalogs', 'Catalogs');
    });
  });

  test('cannot be saved by somebody who administers nothing, nor set up outside of a channel', async () => {
    await stage.look({ persona: 'learner' }, async ({ page }) => {
      const frame = await setUp(page);
      await frame.getByRole('heading', { name: 'This is for administrators' }).waitFor();
      expect(await save(page).isDisabled()).toBe(true);
    });
    await stage.look({ page: '/configure' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('For a channel');
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  const VIEWS: readonly [View, string][] = [
    [{ language: 'en', theme: 'contrast' }, 'Headcount in this channel'],
    [{ language: 'de', theme: 'dark' }, 'Headcount in diesem Kanal'],
    [{ language: 'fr', theme: 'default' }, 'Headcount dans ce canal'],
    [{ language: 'nl', theme: 'contrast' }, 'Headcount in dit kanaal'],
  ];

  test.each(VIEWS)(
    'is set up in %j without a barrier, also in a narrow window',
    async (view, title) => {
      await stage.look(view, async ({ page }) => {
        const frame = await setUp(page);
        expect(await frame.locator('h1').innerText()).toBe(title);
        await frame.getByRole('radio').nth(2).click();
        await frame.getByRole('combobox').waitFor();
        expect(await barriersIn(frame)).toEqual([]);
        await page.setViewportSize({ width: 352, height: 640 });
        expect(await widerThanThePage(frame)).toEqual([]);
        await page.getByRole('button', { name: 'Cancel', exact: true }).click();
        await eventually(() => hasFocus(page.locator('#channel')));
      });
    },
  );
});
