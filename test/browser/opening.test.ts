import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

describe('the tab in the host page', () => {
  test('opens as the person, in the language and the theme of Teams', async () => {
    await stage.look({ language: 'de', theme: 'dark' }, async ({ tab, page }) => {
      expect(await tab.locator('html').getAttribute('lang')).toBe('de');
      await page.screenshot({ path: '/tmp/t3/open.png' });
    });
  });
});
