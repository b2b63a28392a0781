import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SECOND_MS } from '../../api/kernel/time.ts';
import { barriersIn } from './accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

describe('the tab follows Teams', () => {
  test('in its theme, without being opened anew', async () => {
    await stage.look({ page: '/people' }, async ({ page, tab, apiRequests }) => {
      const colour = (): Promise<string> =>
        tab.evaluate(
          `getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor`,
        );
      const asked = apiRequests().length;
      const light = await colour();
      await page.getByText('Dark', { exact: true }).click();
      await eventually(async () => (await colour()) !== light);
      const dark = await colour();
      await page.getByText('Contrast', { exact: true }).click();
      await eventually(async () => (await colour()) === 'rgb(0, 0, 0)');
      expect(new Set([light, dark, await colour()]).size).toBe(3);
      expect(apiRequests().length).toBe(asked);
    });
  });

  test('in its language, and in who is signed in', async () => {
    await stage.look({}, async ({ page, heading, settled, anew }) => {
      const inEnglish = await heading.innerText();
      await page.getByLabel('Language').selectOption('Deutsch');
      await anew.locator('html[lang=de]').waitFor();
      expect(inEnglish).toBe('Overview');
      await page.getByLabel('Person').selectOption({ label: 'Lucía Núñez, learner' });
      await settled();
      expect(page.url()).toContain('persona=learner&language=de-de');
    });
  });

  test('by its back button', async () => {
    await stage.look({}, async ({ page, tab, heading }) => {
      await tab.getByRole('link', { name: 'Catalogs' }).click();
      await eventually(async () => (await heading.innerText()) === 'Catalogs');
      await page.getByRole('button', { name: 'Back in the tab' }).click();
      await eventually(async () => (await heading.innerText()) === 'Overview');
    });
  });

  test('along a deep link', async () => {
    const { objectId, displayName } = stage.world.persona('learner');
    await stage.look({ page: `/people/${objectId}` }, async ({ tab }) => {
      await tab.getByRole('heading', { name: displayName }).waitFor();
    });
  });
});

/** Whether there is a page in the frame of the tab in the moment in which there is a frame. */
const FRAME_COMES_WITH_ITS_PAGE = `
  globalThis.withItsPage = new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      const main = document.querySelector('main');
      if (main !== null) resolve(main.querySelector('h1') !== null);
    });
    watcher.observe(document, { childList: true, subtree: true });
  });
  undefined`;

test('a page that was read while it was asked who is there is not waited for', async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<undefined>();
  const { tab, scripts, settled, close } = await stage.openTab({
    page: '/people',
    async before(page) {
      await page.route('**/api/me', async (route) => {
        await mayAnswer;
        await route.continue();
      });
    },
  });
  await eventually(() => Promise.resolve(scripts().some((script) => /PeoplePage/.test(script))));
  await wait(SECOND_MS);
  await tab.evaluate(FRAME_COMES_WITH_ITS_PAGE);
  answer(undefined);
  await settled();
  expect(await tab.evaluate('globalThis.withItsPage')).toBe(true);
  await close();
});

describe('where the person cannot be known', () => {
  test('the tab says so, and tries again', async () => {
    await stage.look({ signIn: 'fails' }, async ({ page, tab, heading, anew }) => {
      expect(await heading.innerText()).toBe('You could not be signed in');
      expect(await barriersIn(tab)).toEqual([]);
      await page.getByLabel('Sign-in').selectOption('Works');
      await anew.getByRole('heading', { name: 'Overview' }).waitFor();
    });
  });

  test('or has not consented, the tab says what it needs', async () => {
    await stage.look({ signIn: 'consent' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('One more step');
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('outside Teams it says where to open it', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(stage.world.origin);
    await page.getByRole('heading', { name: 'Open this in Teams' }).waitFor();
    await context.close();
  });
});

describe('the host page', () => {
  test.each(['default', 'dark', 'contrast'] as const)(
    'can be used by everybody: %s',
    async (theme) => {
      await stage.look({ theme }, async ({ page }) => {
        expect(await barriersIn(page.mainFrame())).toEqual([]);
      });
    },
  );

  test('moves the one clock of the installation', async () => {
    await stage.look({}, async ({ page, anew }) => {
      const before = stage.world.cloud.clock.now();
      await page.getByRole('button', { name: '+ 30 days' }).click();
      await page.getByText('What fell due meanwhile has run.').waitFor();
      const passedDays = (stage.world.cloud.clock.now() - before) / 86_400_000;
      expect(Math.round(passedDays)).toBe(30);
      await anew.locator('h1').waitFor();
    });
  });

  test('shows what tab and Teams say to each other, and no token', async () => {
    await stage.look({}, async ({ page }) => {
      await page.getByText('What tab and Teams say to each other').click();
      const lines = await page.locator('#lines li').allInnerTexts();
      expect(lines[0]).toContain('Tab initialize');
      expect(lines).toContainEqual(expect.stringContaining('appInitialization.success'));
      expect(lines.filter((line) => line.includes('no such function'))).toEqual([]);
      expect(lines.join()).not.toContain('eyJ');
    });
  });

  test('is no wider than a phone', async () => {
    await stage.look({}, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    });
  });
});
