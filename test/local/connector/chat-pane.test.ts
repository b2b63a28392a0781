import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../../local/cloud.ts';
import { serviceUrlOf } from '../../../local/connector/context.ts';
import { chatIdOf } from '../../../local/connector/ids.ts';
import { CLIENT_ID } from '../../../local/entra/app.ts';
import { startHostPage, type HostPage } from '../../../local/host/host-page.ts';
import { barriersIn } from '../../browser/accessibility.ts';
import { launchBrowser } from '../../browser/chromium.ts';
import { eventually, hasFocus } from '../../browser/stage.ts';
import { botToken, connectorCaller, startBot, type TestBot } from './bot.ts';

/** The first test with a browser unpacks Chromium. */
const BROWSER_TIMEOUT_MS = 180_000;

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const deepLink = `https://teams.microsoft.com/l/entity/${CLIENT_ID}/headcount?context=${encodeURIComponent(
  JSON.stringify({ subEntityId: '/subscription' }),
)}`;
const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Seats run out', style: 'heading', weight: 'Bolder', size: 'Large' },
    { type: 'TextBlock', text: '**3** of 5 seats are taken. <b>Really.</b>', wrap: true },
    { type: 'FactSet', facts: [{ title: 'Grace until', value: '21 Nov' }] },
    {
      type: 'Container',
      style: 'warning',
      items: [{ type: 'TextBlock', text: 'The grace period ends soon.', wrap: true }],
    },
    { type: 'Input.Text', id: 'note', label: 'Note' },
  ],
  actions: [
    { type: 'Action.OpenUrl', title: 'Open the subscription', url: deepLink },
    { type: 'Action.Execute', title: 'Remind me tomorrow', verb: 'snooze', data: { days: 1 } },
  ],
};

let cloud: LocalCloud;
let bot: TestBot;
let hostPage: HostPage;
let browser: Browser;
let tab: Server;
let page: Page;
beforeAll(async () => {
  cloud = await createLocalCloud();
  bot = await startBot(cloud);
  tab = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Tab</h1>');
  });
  await new Promise<void>((listening) => tab.listen(0, '127.0.0.1', listening));
  const tabOrigin = `http://127.0.0.1:${(tab.address() as AddressInfo).port}`;
  hostPage = await startHostPage(0, { tabOrigin, cloudOrigin: cloud.origin });
  browser = await launchBrowser();
}, BROWSER_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await hostPage.close();
  await bot.close();
  await cloud.close();
  tab.closeAllConnections();
  await new Promise((closed) => tab.close(closed));
});

const learner = () => cloud.personas.fact('learner');
const complaints: string[] = [];
async function open(theme = 'default'): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  complaints.length = 0;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type());
    // axe-core looks for itself in the frame of the tab.
    if (isComplaint && !message.text().includes('postMessage')) complaints.push(message.text());
  });
  await page.goto(`${hostPage.origin}/?persona=learner&theme=${theme}`);
}
beforeEach(async () => {
  cloud.connector.messages.clear();
  bot.heard.length = 0;
  cloud.clock.advance('PT2H');
});
afterEach(async () => {
  await page.close();
  const tenant = cloud.tenant(HOME_TENANT_ID);
  if (tenant.installations.ofPerson(learner().objectId) !== undefined) {
    tenant.perform({ act: 'uninstallApp', personId: learner().objectId });
  }
  expect(complaints).toEqual([]);
});

async function installed(): Promise<void> {
  await cloud.connector.teams.install(cloud.tenant(HOME_TENANT_ID), learner().objectId);
}
async function sendCard(): Promise<string> {
  const call = connectorCaller(cloud, botToken(cloud, HOME_TENANT_ID));
  const serviceUrl = serviceUrlOf(cloud.tenant(HOME_TENANT_ID));
  const path = `/conversations/${chatIdOf(HOME_TENANT_ID, learner().objectId)}/activities`;
  const { body } = await call('POST', serviceUrl, path, {
    type: 'message',
    attachments: [{ contentType: CARD_TYPE, content: card }],
  });
  return (body as { id: string }).id;
}
const pane = () => page.getByRole('dialog', { name: 'Chat of Lucía Núñez with Headcount' });
const openPane = () => page.getByRole('button', { name: /^Chat/ }).click();
const answerWith = (text: string): void => {
  const value = { ...card, body: [{ type: 'TextBlock', text }], actions: [] };
  bot.answer = { statusCode: 200, type: CARD_TYPE, value };
};

describe('The chat pane of the host page', () => {
  test('installs and uninstalls the app for the chosen person', async () => {
    await open();
    await openPane();
    await pane().getByText('Lucía Núñez has not installed Headcount').waitFor();
    expect(await pane().getByRole('textbox').isDisabled()).toBe(true);
    await pane().getByRole('button', { name: 'Install' }).click();
    await pane().getByText('Headcount is installed.').waitFor();
    expect(bot.heard.at(-1)?.activity).toMatchObject({ action: 'add' });
    await pane().getByRole('button', { name: 'Uninstall' }).click();
    await pane().getByText('Headcount is uninstalled.').waitFor();
    expect(bot.heard.at(-1)?.activity).toMatchObject({ action: 'remove' });
  });

  test('tells what is new, draws cards, and puts the bot’s answer in place of the pressed one', async () => {
    await installed();
    await open();
    await sendCard();
    await page.getByRole('button', { name: 'Chat, 1 new' }).waitFor();
    await openPane();
    await pane().getByRole('heading', { name: 'Seats run out' }).waitFor();
    // Text stays text.
    await pane().getByText('<b>Really.</b>').waitFor();
    await pane().getByLabel('Note').fill('later');
    answerWith('Headcount writes again tomorrow.');
    await pane().getByRole('button', { name: 'Remind me tomorrow' }).click();
    await pane().getByText('Headcount writes again tomorrow.').waitFor();
    expect(await pane().getByRole('heading', { name: 'Seats run out' }).count()).toBe(0);
    expect(bot.heard.at(-1)?.activity).toMatchObject({
      name: 'adaptiveCard/action',
      value: { action: { verb: 'snooze', data: { days: 1, note: 'later' } } },
    });
    await eventually(async () => hasFocus(pane().getByRole('listitem').first()));
  });

  test('opens the tab at the page that a card links to', async () => {
    await installed();
    await sendCard();
    await open();
    await openPane();
    // adaptivecards tells a link as a link.
    await pane().getByText('Open the subscription').click();
    await pane().waitFor({ state: 'hidden' });
    expect(new URL(page.url()).searchParams.get('page')).toBe('/subscription');
  });

  test('sends what is typed, keeps what was typed into a card, and says when the bot fails', async () => {
    await installed();
    await sendCard();
    await open();
    await openPane();
    await pane().getByLabel('Note').fill('not lost');
    await pane().getByRole('textbox', { name: 'Message to Headcount' }).fill('Help');
    await page.keyboard.press('Enter');
    await pane().getByText('Help', { exact: true }).waitFor();
    expect(bot.heard.at(-1)?.activity).toMatchObject({ type: 'message', text: 'Help' });
    expect(await pane().getByLabel('Note').inputValue()).toBe('not lost');
    cloud.connector.delivery.listensAt(null);
    await pane().getByRole('textbox', { name: 'Message to Headcount' }).fill('Anybody?');
    await page.keyboard.press('Enter');
    await pane().getByText('Headcount did not answer.').waitFor();
    await bot.close();
    bot = await startBot(cloud);
  });

  test.each(['default', 'dark', 'contrast'])('has no barriers in the theme %s', async (theme) => {
    await installed();
    await cloud.connector.teams.type(cloud.tenant(HOME_TENANT_ID), learner().objectId, 'Help');
    await sendCard();
    await open(theme);
    await openPane();
    await pane().getByRole('heading', { name: 'Seats run out' }).waitFor();
    if (process.env['HEADCOUNT_SCREENSHOTS'] === '1') {
      const folder = process.env['HEADCOUNT_SCREENSHOTS_IN'] ?? 'docs/images';
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `chat-${theme}.png`) });
    }
    expect(await barriersIn(page.mainFrame())).toEqual([]);
  });
});
