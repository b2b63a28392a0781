import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deliveriesIn } from '../../notifications/telling.ts';
import type { Peer } from '../../peers/three-accounts.ts';
import { barriersIn } from '../accessibility.ts';
import { eventually, hasFocus, STAGE_TIMEOUT_MS } from '../stage.ts';
import { button, confirm, figure, linkOf, startPeerStage, type PeerStage } from './on-stage.ts';

let on: PeerStage;
beforeAll(async () => {
  on = await startPeerStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** The link of the message that the peer's administrator got last. */
async function lastTicket(): Promise<string> {
  const { tenantId } = on.stage.world.persona('peerAdmin');
  let ticket = '';
  await eventually(async () => {
    const all = await deliveriesIn(on.stage.world.world(), { tenantId, buckets: 1 });
    for (const { notice } of all) if (notice.what === 'peer-requested') ticket = notice.ticket;
    return ticket !== '';
  });
  return ticket;
}

describe('Peer accounts, from the request to the end', () => {
  test('teach while there are none, and tell beside each field what is wrong with a request', async () => {
    await on.stage.look({ page: '/peers', mayLog: /status of 400/ }, async ({ tab, settled }) => {
      expect(await figure(tab, 'Available for sharing').innerText()).toBe(String(on.available));
      await tab.getByRole('heading', { name: 'You haven’t shared anything yet' }).waitFor();
      await tab.getByText('for accounts that want to share with you: contoso').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Add peer account').first().click();
      const subdomain = tab.getByRole('textbox', { name: 'Account subdomain' });
      const seats = tab.getByRole('textbox', { name: 'Seats' });
      // PA-2: Cancel and Add; what has to be filled in, and both permissions off.
      await button(tab, 'Cancel').waitFor();
      await tab.getByText(`You can share ${on.available} seats with this peer.`).waitFor();
      for (const name of [/^Training reports/, /^User reports/]) {
        expect(await tab.getByRole('checkbox', { name }).isChecked()).toBe(false);
      }
      await button(tab, 'How to get the subdomain?').click();
      await tab.getByText('It stands below the title of Peer accounts').waitFor();
      await button(tab, 'Add').click();
      expect(await hasFocus(subdomain)).toBe(true);
      expect(await tab.getByText('Fill this in.').count()).toBe(2);
      await tab.getByText('With 0 seats and no permission the request asks for nothing').waitFor();
      await seats.fill('1.5');
      await tab.getByText('Enter a whole number of seats, 0 or more.').waitFor();
      await seats.fill(String(on.available + 1));
      await tab.getByText('That is more than the').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      // PA-5, P-4, P-1: what the server refuses stands beside its field.
      await subdomain.fill('contoso');
      await tab.getByRole('textbox', { name: /e-mail address/ }).fill(on.email);
      await button(tab, 'Add').click();
      await tab.getByText('This is your own account.').waitFor();
      await subdomain.fill('nobody-has-this');
      await button(tab, 'Add').click();
      await tab.getByText('No account has this subdomain.').waitFor();
      await subdomain.fill('fabrikam');
      await tab.getByRole('textbox', { name: /e-mail address/ }).fill('nobody@fabrikam.example');
      await button(tab, 'Add').click();
      await tab.getByText('Headcount knows nobody with this address').waitFor();
      await settled();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('PA-3, PA-7, PA-10: a pasted address will do; more seats than there are are refused; the request sets its seats aside', async () => {
    await on.stage.look({ page: '/peers', mayLog: /status of 409/ }, async ({ tab, settled }) => {
      await button(tab, 'Add peer account').first().click();
      await tab
        .getByRole('textbox', { name: 'Account subdomain' })
        .fill('https://fabrikam.headcount.example');
      await tab.getByRole('textbox', { name: /e-mail address/ }).fill(on.email);
      const seats = tab.getByRole('textbox', { name: 'Seats' });
      await seats.fill(String(on.available + 5));
      await button(tab, 'Add').click();
      await eventually(() => hasFocus(seats));
      await tab.getByText('That is more than the').waitFor();
      await seats.fill('8');
      await tab.getByRole('checkbox', { name: /^Training reports/ }).check();
      // P-10
      await tab.getByText('No catalog is shared on this link yet.').waitFor();
      await tab.getByRole('checkbox', { name: /^User reports/ }).check();
      await button(tab, 'Add').click();
      await tab.getByText(`Your request has gone to ${on.email}`).waitFor();
      await settled();
      await eventually(
        async () =>
          (await figure(tab, 'Available for sharing').innerText()) === String(on.available - 8),
      );
      await tab.getByText('Waits to be decided').waitFor();
      // PA-5: a second request to the same account.
      await button(tab, 'Add peer account').click();
      await tab.getByRole('textbox', { name: 'Account subdomain' }).fill('host/fabrikam');
      await tab.getByText('A request to fabrikam waits to be decided.').waitFor();
    });
  });

  test('PA-12, P-3: the link of the message opens once; details first, then the decision, the consent apart', async () => {
    const ticket = await lastTicket();
    const persona = 'peerAdmin';
    await on.stage.look(
      { page: `/peers/requests/${ticket}`, persona },
      async ({ tab, heading }) => {
        await eventually(async () => (await heading.innerText()) === 'contoso');
        const consent = tab.getByRole('switch', { name: 'Let contoso download the user report' });
        expect(await consent.isChecked()).toBe(false);
        await tab.getByText('Asks to download the user report of your whole account').waitFor();
        expect(await barriersIn(tab)).toEqual([]);
        await consent.check();
        await button(tab, 'Accept').click();
        await tab.getByText('You have accepted.').waitFor();
        // The button is gone; the keyboard is not.
        await eventually(() => hasFocus(tab.locator('main')));
        await tab.getByText('Open, with consent').waitFor();
        expect(await tab.getByText('decided elsewhere').count()).toBe(0);
      },
    );
    const mayLog = /status of 409/;
    await on.stage.look({ page: `/peers/requests/${ticket}`, persona, mayLog }, async ({ tab }) => {
      await tab.getByText('This link was opened before').waitFor();
      await button(tab, 'Go to the request').click();
      await tab.getByText('Open, with consent').waitFor();
    });
    const other = { page: `/peers/requests/${ticket}`, mayLog: /status of 404/ };
    await on.stage.look(other, async ({ tab }) => {
      await tab.getByText('This link leads nowhere for you').waitFor();
    });
    expect(await linkOf(on.peer)).toMatchObject({ state: 'accepted', seats: 8, consent: true });
  });

  test('P-8: a live link is changed: less acts at once, more waits; withdrawn while it is looked at, that is said', async () => {
    const { id } = await linkOf(on.owner);
    const persona = 'peerAdmin';
    await on.stage.look({ page: '/peers' }, async ({ tab, settled }) => {
      await button(tab, 'Actions: fabrikam').click();
      await tab.getByRole('menuitem', { name: 'Change' }).click();
      await tab.getByText('Nothing is changed yet.').first().waitFor();
      await tab.getByRole('textbox', { name: 'Seats' }).fill('10');
      await tab.getByRole('checkbox', { name: /^Training reports/ }).uncheck();
      await tab.getByText('no training reports any more').waitFor();
      await tab.getByText('2 seats more').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('textbox', { name: /e-mail address/ }).fill(on.email);
      await button(tab, 'Change').click();
      await tab.getByText(`Your request has gone to ${on.email}`).waitFor();
      await settled();
      await tab.getByText('Accepted, a change waits').waitFor();
    });
    expect(await linkOf(on.owner)).toMatchObject({ seats: 8, permissions: { training: false } });
    await on.stage.look({ page: '/peers', persona }, async ({ tab }) => {
      await tab.getByText('1 request waits for your decision.').waitFor();
      await tab.getByRole('link', { name: 'Look at the request of contoso' }).click();
      await tab.getByText('10 instead of 8').waitFor();
      await tab.getByText('what is shared now runs on.').waitFor();
      await on.owner.post(`/api/peers/${id}/withdrawal`);
      await tab.getByText('is over meanwhile, and was not made').waitFor();
      expect(await button(tab, 'Accept').count()).toBe(0);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('P-4: a request that is decided in two places has one outcome, and both places show it', async () => {
    const { id } = await linkOf(on.owner);
    await on.owner.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.email, seats: 9 },
      permissions: { training: false, users: true },
    });
    const view = { page: `/peers/${id}`, persona: 'peerAdmin', mayLog: /status of 409/ };
    await on.stage.look(view, async ({ page, tab, reach }) => {
      await page.route('**/acceptance', async (route) => {
        await on.peer.post(`/api/peers/${id}/rejection`);
        await route.continue();
      });
      await reach(button(tab, 'Accept'));
      await page.keyboard.press('Enter');
      await tab.getByText('is over meanwhile, and was not made').waitFor();
      expect(await tab.getByRole('alert').count()).toBe(0);
    });
    expect(await linkOf(on.owner)).toMatchObject({ seats: 8, request: null });
  });

  test('P-3: the consent is taken back, and the user report is closed at once', async () => {
    const { id } = await linkOf(on.owner);
    await on.stage.look({ page: `/peers/${id}`, persona: 'peerAdmin' }, async ({ tab }) => {
      await tab.getByRole('switch', { name: 'Let contoso download the user report' }).uncheck();
      await tab.getByText('The consent is taken back.').waitFor();
    });
    await on.stage.look({ page: `/peers/${id}` }, async ({ tab }) => {
      await tab.getByText('does not consent to the user report at the moment').waitFor();
      expect(await button(tab, 'Show registered users').count()).toBe(0);
    });
  });

  test('PA-28, P-7: several are deleted after it was shown who would be without a seat', async () => {
    const { id } = await linkOf(on.owner);
    await on.stage.look({ page: '/peers' }, async ({ tab, settled, reach }) => {
      expect(await button(tab, 'Delete').getAttribute('aria-disabled')).toBe('true');
      const box = tab.getByRole('checkbox', { name: 'Choose fabrikam' });
      await reach(box);
      await box.press('Space');
      await button(tab, 'Delete').click();
      await tab.getByText('Delete 1 peer account?').waitFor();
      await eventually(async () => (await figure(tab, 'Seats that come back').innerText()) === '8');
      await tab.getByText('it has no other seats and becomes inactive').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await confirm(tab, 'Delete peer account');
      await tab.getByText('1 peer account is deleted.').waitFor();
      await settled();
      await tab.getByText('By you').waitFor();
      expect(await figure(tab, 'Available for sharing').innerText()).toBe(String(on.available));
    });
    expect((await on.owner.get<Peer>(`/api/peers/${id}`)).body.state).toBe('deleted');
  });

  test('PA-13: a request is withdrawn; A-3: who administers catalogs alone sees none of it', async () => {
    await on.owner.post('/api/peers', { subdomain: 'fabrikam', adminEmail: on.email, seats: 1 });
    const { id } = await linkOf(on.owner);
    await on.stage.look({ page: `/peers/${id}` }, async ({ tab, settled }) => {
      await button(tab, 'Withdraw the request').click();
      await confirm(tab, 'Withdraw the request');
      await tab.getByText('The request to fabrikam is withdrawn.').waitFor();
      await settled();
      await tab.getByText('Withdrawn', { exact: true }).waitFor();
    });
    for (const page of ['/peers', `/peers/${id}`]) {
      await on.stage.look(
        { page, persona: 'catalogAdmin' },
        async ({ tab, heading, apiRequests }) => {
          expect(await heading.innerText()).toBe('There is no such page');
          expect(await tab.getByRole('link', { name: 'Peer accounts' }).count()).toBe(0);
          expect(apiRequests().filter((asked) => asked.includes('/api/peers'))).toEqual([]);
        },
      );
    }
  });
});
