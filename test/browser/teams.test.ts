import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';
import { ELSEWHERE } from './teams-address.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ at: 'teams.microsoft.com', demo: false });
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

test('the built tab, as it is, opens in a frame of https://teams.microsoft.com and follows its theme', async () => {
  await stage.look({ page: '/people' }, async ({ page, tab, heading }) => {
    expect(new URL(page.url()).origin).toBe('https://teams.microsoft.com');
    expect(new URL(tab.url()).origin).toBe('https://headcount.example');
    expect(await heading.innerText()).toBe('People');
    const background = (): Promise<string> =>
      tab.evaluate(
        `getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor`,
      );
    const light = await background();
    await page.getByText('Dark', { exact: true }).click();
    await eventually(async () => (await background()) !== light);
  });
});

test('for want of consent the tab opens a window, and goes on after it', async () => {
  await stage.look({ signIn: 'consent' }, async ({ page, tab, heading }) => {
    expect(await heading.innerText()).toBe('One more step');
    const opening = page.waitForEvent('popup');
    await tab.getByRole('button', { name: 'Review permissions' }).click();
    const popup = await opening;
    if (!popup.isClosed()) await popup.waitForEvent('close');
    await eventually(async () => (await heading.innerText()) === 'Overview');
    expect(await page.getByLabel('Sign-in').inputValue()).toBe('works');
  });
});

test('no other page may frame it', async () => {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  const refusals: (string | undefined)[] = [];
  page.on('requestfailed', (request) => refusals.push(request.failure()?.errorText));
  await page.goto(`https://${ELSEWHERE}/`);
  await eventually(() => Promise.resolve(refusals.length > 0));
  await context.close();
  expect(refusals).toEqual(['net::ERR_BLOCKED_BY_RESPONSE']);
});
