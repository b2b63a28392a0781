import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../api/config/read.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { announce, deliveriesIn, until } from '../notifications/telling.ts';
import type { TestWorld } from '../world.ts';
import { startPlayground, type Playground } from './playground.ts';
import { startTalking } from './talking.ts';

/** The first test with a browser unpacks Chromium, and the Playground is a large program. */
jest.setTimeout(180_000);

let t: TestWorld;
let playground: Playground;
let browser: Browser;
let page: Page;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  t = await startTalking({ env: { BOT_UNAUTHENTICATED: 'true' } });
  ends.push(() => t.stop());
  playground = await startPlayground(t.origin, t.persona('owner'));
  ends.push(() => playground.stop());
  browser = await launchBrowser();
  ends.push(() => browser.close());
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(30_000);
  // Its fonts would come from elsewhere.
  await page.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, (route) => route.abort());
});
afterAll(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

async function picture(name: string): Promise<void> {
  const folder = process.env['HEADCOUNT_SCREENSHOTS_IN'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `playground-${name}.png`) });
}

const tell = (notice: Notice): Promise<void> => announce(t.world(), t.tenant, notice);
const auditOf = async (): Promise<string[]> => {
  const { body } = await t.api('owner').get<{ items: { what: string }[] }>('/api/audit');
  return body.items.map(({ what }) => what);
};
/** How a notice to the one who plays fares. */
const fareOf = async (what: Notice['what']): Promise<string> =>
  (await deliveriesIn(t.world(), t.tenant))
    .filter(({ personId, notice }) => isPlayers(personId) && notice.what === what)
    .map(({ channel, state }) => `${channel} ${state}`)
    .join();
const isPlayers = (personId: string): boolean => personId === t.persona('owner').objectId;
const mock = async (what: string): Promise<void> => {
  await page.getByText('Mock an Activity').click();
  await page.getByRole('menu').getByText(what, { exact: true }).click();
  await page.getByRole('button', { name: 'Send activity' }).click();
};

// Each goes on where the one before it ended, as one person does.
describe('In the Microsoft 365 Agents Playground', () => {
  test('the app is installed', async () => {
    await page.goto(playground.origin);
    await until(async () => (await auditOf()).includes('bot-installed'));
  });

  test('a word is answered with help', async () => {
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    await page.getByText('I bring news of Headcount').first().waitFor();
    await picture('help');
  });

  test('a notice arrives as a card, and pressing its button changes the card', async () => {
    const closesAt = t.world().clock.now() + 14 * 86_400_000;
    await tell({ what: 'limit-reached', used: 5, capacity: 5, closesAt });
    const title = page.getByText('All your seats are taken: 14 days of grace').first();
    await title.waitFor();
    await picture('card');
    await until(async () => (await fareOf('limit-reached')) === 'bot delivered');
    const button = page.getByRole('button', { name: 'I take care of it' });
    await button.click();
    await page.getByText(/You take care of this since/).waitFor();
    expect(await button.count()).toBe(0);
    await title.waitFor();
    await picture('pressed');
  });

  test('nothing is sent once the app is uninstalled, and again once it is installed', async () => {
    await mock('Uninstall application');
    await until(async () => (await auditOf()).includes('bot-removed'));
    await tell({ what: 'learning-resumed' });
    await until(async () => /delivered|unreachable/.test(await fareOf('learning-resumed')));
    expect(await fareOf('learning-resumed')).toBe('mail delivered');
    await mock('Install application');
    await until(async () => (await auditOf())[0] === 'bot-installed');
    await tell({ what: 'window-closed', reason: 'limit' });
    await until(async () => (await fareOf('window-closed')) === 'bot delivered');
    await page.getByText('Seats are free again').first().waitFor();
    expect(await page.getByText('Learning is open again').count()).toBe(0);
  });
});

test('whoever believes everybody does not start in production', () => {
  const read = readConfig({
    AZURE_CLIENT_ID: CLIENT_ID,
    AZURE_CLIENT_SECRET: CLIENT_SECRET,
    ACTIVATION_KEY_SECRETS: 'a-secret-of-at-least-32-characters',
    NODE_ENV: 'production',
    BOT_ID: CLIENT_ID,
    BOT_TENANT: t.tenant.tenantId,
    BOT_UNAUTHENTICATED: 'true',
  });
  const names = 'faults' in read ? read.faults.map(({ name }) => name) : [];
  expect(names).toContain('BOT_UNAUTHENTICATED');
});
