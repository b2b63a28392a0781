import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame, Locator } from 'playwright-core';
import type { candidatesPageShape } from '../../api/reclaim/contract.ts';
import type { z } from 'zod';
import { activate, issue } from '../subscriptions/activating.ts';
import type { Api } from '../world.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { hasFocus, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

type Candidates = z.infer<typeof candidatesPageShape>;

/** Monthly active users that the other tenant has purchased: MAU-11. */
const PURCHASED = 321;
const ACTIVE = 3;

let stage: Stage;
let owner: Api;
let learnerId: string;
beforeAll(async () => {
  stage = await startStage();
  owner = stage.world.api('owner');
  learnerId = stage.world.persona('learner').objectId;
  await activate(owner, (await issue(stage.world, { seats: 400 })).key);
  const peer = stage.world.api('peerAdmin');
  await activate(peer, (await issue(stage.world, { plan: 'mau', seats: PURCHASED })).key);
  const { body } = await peer.get<{ items: { id: string }[] }>(`/api/people?limit=${ACTIVE}`);
  await tell(
    peer,
    body.items.map(({ id }) => id),
  );
  await stage.world.advance('P100D');
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

/** The learning system tells that these people have consumed a course just now. */
async function tell(api: Api, personIds: readonly string[]): Promise<void> {
  const at = new Date(stage.world.world().clock.now()).toISOString();
  const activities = personIds.map((personId) => ({
    ...{ id: `${personId} ${at}`, personId, kind: 'course-consumed', at },
  }));
  const { status } = await api.post('/api/activities', activities);
  if (status !== 200) throw new Error(`The activities were answered ${status}.`);
}

const candidates = async (): Promise<Candidates['items']> =>
  (await owner.get<Candidates>('/api/reclaim/candidates?days=90')).body.items;

const row = (tab: Frame, name: string): Locator => tab.getByRole('row', { name });
const button = (tab: Frame, name: string): Locator =>
  tab.getByRole('button', { name, exact: true });
const confirm = (tab: Frame, act: string): Promise<void> =>
  tab.getByRole('alertdialog').getByRole('button', { name: act, exact: true }).click();

describe('Usage', () => {
  test('MAU-11, MAU-12: purchased, used, used by peers, remaining; details that can be hidden; a table beside the picture', async () => {
    await stage.look({ page: '/usage', persona: 'peerAdmin' }, async ({ tab, reach }) => {
      const figure = (name: string): Locator =>
        tab.locator('dl > div', { hasText: name }).locator('dd').first();
      expect(await figure('Purchased').innerText()).toBe(String(PURCHASED));
      expect(await figure('Used by peer accounts').innerText()).toBe('0');
      expect(await figure('Remaining').innerText()).toBe(String(PURCHASED - ACTIVE));
      expect(await figure('Total active users').innerText()).toBe(String(ACTIVE));
      const table = tab.getByRole('table', { name: 'Monthly usage' });
      expect(await table.getByRole('row').count()).toBe(13);
      await tab.getByRole('img', { name: /Most: 3/ }).waitFor();
      expect(await tab.getByRole('tablist').count()).toBe(0);
      const hide = button(tab, 'Hide details');
      await reach(hide);
      await hide.press('Enter');
      await button(tab, 'View usage details').waitFor();
      expect(await table.count()).toBe(0);
      const report = tab.getByRole('link', { name: 'Download detailed report' });
      expect(await report.getAttribute('href')).toMatch(
        /reports\?ask=usage&from=\d{4}-\d{2}&to=\d{4}-\d{2}$/,
      );
    });
  });

  test('says under the seats plan that it is recorded and not billed, and leads to the unused seats', async () => {
    await stage.look({ page: '/usage' }, async ({ tab }) => {
      await tab.getByText('Recorded, not billed').waitFor();
      await tab.getByText('Nobody was active in this period yet').waitFor();
      await tab.getByRole('link', { name: 'See unused seats' }).click();
      await tab.getByRole('table', { name: 'Who holds a seat and does not use it' }).waitFor();
    });
  });
});

describe('Unused seats', () => {
  test('are asked for together, and each answer is seen; a learner keeps the own seat on a plain page', async () => {
    const [first, second] = await candidates();
    const names = [first, second].map((one) => one?.person.displayName ?? '');
    await stage.look({ page: '/usage/advice' }, async ({ tab, settled }) => {
      expect(await button(tab, 'Ask').getAttribute('aria-disabled')).toBe('true');
      for (const name of names) await tab.getByRole('checkbox', { name: `Choose ${name}` }).check();
      await button(tab, 'Ask').click();
      await tab.getByText('Ask 2 people whether their seats are still needed?').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await confirm(tab, 'Ask');
      await tab.getByText('2 people were asked.').waitFor();
      await settled();
      await row(tab, names[0] ?? '')
        .getByText('Waits for an answer')
        .waitFor();
      // Who was asked already is left out, and that is said before.
      for (const name of names) await tab.getByRole('checkbox', { name: `Choose ${name}` }).check();
      await button(tab, 'Ask').focus();
      await tab.getByText('This cannot be done for anybody who is chosen').waitFor();
    });
    const asked = await owner.post('/api/reclaim/asks', { personIds: [learnerId], days: 90 });
    expect(asked.status).toBe(200);
    await stage.look({ page: '/seat', persona: 'learner' }, async ({ tab, heading, reach }) => {
      expect(await heading.innerText()).toBe('Do you still need your seat?');
      expect(await barriersIn(tab)).toEqual([]);
      const give = button(tab, 'Give my seat up');
      await reach(give);
      await give.press('Enter');
      await tab.getByText('You give your seat up').waitFor();
      await button(tab, 'Keep my seat').click();
      await tab.getByText('You keep your seat').waitFor();
    });
    await stage.look({ page: '/usage/asked' }, async ({ tab }) => {
      const name = stage.world.persona('learner').displayName;
      await row(tab, name).getByText('Keeps it').waitFor();
      await row(tab, name).getByText('Not asked again before').waitFor();
    });
  });

  test('are released and given back', async () => {
    const third = (await candidates())[2]?.person;
    const name = third?.displayName ?? '';
    const isCounted = async (): Promise<unknown> =>
      (await owner.get(`/api/people/${third?.id ?? ''}/seat`)).body['counted'];
    await stage.look({ page: '/usage/advice' }, async ({ tab }) => {
      await row(tab, name)
        .getByRole('button', { name: `Actions: ${name}` })
        .click();
      await tab.getByRole('menuitem', { name: 'Release seat' }).click();
      await tab.getByText('Release 1 seat?').waitFor();
      await confirm(tab, 'Release seat');
      await tab.getByText('1 seat was released.').waitFor();
      expect(await isCounted()).toBe(false);
    });
    await stage.look({ page: '/usage/asked' }, async ({ tab }) => {
      await row(tab, name).getByText('Released').waitFor();
      await row(tab, name)
        .getByRole('button', { name: `Actions: ${name}` })
        .click();
      await tab.getByRole('menuitem', { name: 'Undo the release' }).click();
      await confirm(tab, 'Undo the release');
      await tab.getByText('1 seat was given back.').waitFor();
      await row(tab, name).getByText('Given back').waitFor();
      expect(await isCounted()).toBe(true);
    });
  });

  test('who is chosen is looked for anew when another time is', async () => {
    await stage.look({ page: '/usage/advice' }, async ({ tab, settled }) => {
      await tab.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
      await tab.getByRole('combobox', { name: 'Not active for' }).click();
      await tab.getByRole('option', { name: '180 days' }).click();
      await settled();
      await tab.getByText('Every seat is used').waitFor();
    });
  });

  test('settings are checked while they are typed, and kept', async () => {
    await stage.look({ page: '/usage/settings' }, async ({ tab }) => {
      const wait = tab.getByRole('textbox', { name: 'Wait for an answer so many days' });
      await wait.fill('5');
      await tab.getByText('The reminder comes before the answer is due').waitFor();
      expect(await button(tab, 'Save').getAttribute('aria-disabled')).toBe('true');
      await wait.fill('200');
      await tab.getByText('A whole number from 2 to 60.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await wait.fill('20');
      await tab.getByRole('radio', { name: /Where the learner gave the seat up/ }).check();
      await button(tab, 'Save').click();
      await tab.getByText('The settings are saved.').waitFor();
      expect(await hasFocus(button(tab, 'Save'))).toBe(true);
    });
    const { body } = await owner.get('/api/reclaim/settings');
    expect(body).toMatchObject({ answerWithinDays: 20, releases: 'given-up' });
  });
});

describe('Every part can be read and used', () => {
  const views = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    page: ['/usage', '/usage/advice', '/usage/asked', '/usage/settings', '/seat'],
    persona: ['owner', 'peerAdmin'],
  } as const);
  test.each(views)('$page by $persona, $theme, $language, $size', async (view) => {
    await stage.look(view, async ({ tab, heading }) => {
      expect(await heading.innerText()).not.toBe('');
      expect(await widerThanThePage(tab)).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
