import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { barriersIn } from '../accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS } from '../stage.ts';
import { button, linkOf, startPeerStage, type PeerStage } from './on-stage.ts';

let on: PeerStage;
beforeAll(async () => {
  on = await startPeerStage({ bot: true });
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** The chat of the person with Headcount, opened; what the person said is above the card that came last. */
async function openChat(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Chat/ }).click();
  return page.getByRole('dialog', { name: /with Headcount/ });
}

describe('The card of a request, in the chat', () => {
  test('P-3, P-4, PA-12: tells the details, takes the consent as a choice of its own, and both tabs show what was decided', async () => {
    const persona = 'peerAdmin';
    await on.stage.look({ persona }, async ({ page }) => {
      const chat = await openChat(page);
      await chat.getByRole('button', { name: 'Install', exact: true }).click();
      await chat.getByText('Headcount is installed.').waitFor();
    });
    await on.stage.look({ page: '/peers' }, async ({ tab }) => {
      await button(tab, 'Add peer account').first().click();
      await tab.getByRole('textbox', { name: 'Account subdomain' }).fill('fabrikam');
      await tab.getByRole('textbox', { name: /e-mail address/ }).fill(on.email);
      await tab.getByRole('textbox', { name: 'Seats' }).fill('7');
      await tab.getByRole('checkbox', { name: /^Training reports/ }).check();
      await tab.getByRole('checkbox', { name: /^User reports/ }).check();
      await button(tab, 'Add').click();
      await tab.getByText(`Your request has gone to ${on.email}`).waitFor();
    });
    const { id } = await linkOf(on.owner);
    await on.stage.look({ persona, page: `/peers/${id}` }, async ({ page, tab }) => {
      await button(tab, 'Accept').waitFor();
      const chat = await openChat(page);
      const consent = chat.getByRole('checkbox', { name: /download the user report/ });
      await consent.waitFor();
      await chat
        .getByText(/7 seats/)
        .first()
        .waitFor();
      expect(await consent.isChecked()).toBe(false);
      expect(await chat.getByRole('button', { name: /^Accept/ }).count()).toBe(1);
      expect(await barriersIn(page.mainFrame())).toEqual([]);
      await consent.check();
      await chat.getByRole('button', { name: 'Accept', exact: true }).click();
      await chat.getByText('This was accepted.').waitFor();
      expect(await chat.getByRole('button', { name: 'Reject', exact: true }).count()).toBe(0);

      await chat.getByRole('button', { name: 'Close' }).click();
      await tab.getByText('was decided elsewhere meanwhile: it is accepted').waitFor();
    });
    expect(await linkOf(on.peer)).toMatchObject({ state: 'accepted', seats: 7, consent: true });
    await on.stage.look({ page: `/peers/${id}` }, async ({ tab }) => {
      await tab.getByText('Open, with consent').waitFor();
      await button(tab, 'Make a user report').waitFor();
    });
  });

  test('P-4: a card of what was decided in the tab says so, and decides nothing', async () => {
    const { id } = await linkOf(on.owner);
    await on.owner.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.email, seats: 9 },
      permissions: { training: true, users: true },
    });
    await on.stage.look({ persona: 'peerAdmin', page: `/peers/${id}` }, async ({ page }) => {
      const chat = await openChat(page);
      await chat.getByRole('button', { name: 'Accept', exact: true }).waitFor();
      await on.peer.post(`/api/peers/${id}/rejection`);
      await chat.getByRole('button', { name: 'Accept', exact: true }).click();
      await chat.getByText(/not open any more/).waitFor();
      await eventually(
        async () => (await chat.getByRole('button', { name: 'Accept' }).count()) === 0,
      );
    });
    expect(await linkOf(on.owner)).toMatchObject({ seats: 7, request: null });
  });
});
