import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame, Locator, Page } from 'playwright-core';
import {
  EXPIRING,
  GOOD,
  pass,
  settled as paymentsSettled,
  type ShownOrder,
} from '../orders/buying.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

const CONTACT = {
  ...{ Company: 'Contoso', 'First name': 'Ada', 'Last name': 'Byron' },
  'E-mail': 'ada@contoso.com',
};

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

const button = (tab: Frame, name: string): Locator =>
  tab.getByRole('button', { name, exact: true });
const figure = (tab: Frame, name: string): Locator =>
  tab.locator('dl > div', { hasText: name }).locator('dd').first();
const box = (tab: Frame, name: string): Locator => tab.getByRole('textbox', { name });

const orders = async (): Promise<readonly ShownOrder[]> =>
  (await stage.world.api('owner').get<{ items: ShownOrder[] }>('/api/orders')).body.items;

/** Does what opens a window of the payment provider, and gives that window. */
async function windowOf(page: Page, act: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), act()]);
  await opened.waitForLoadState();
  return opened;
}

/** Fills in the card on a page of the payment provider. */
async function payOn(provider: Page, number: string, act: RegExp): Promise<void> {
  await provider.getByLabel('Card number').fill(number);
  await provider.getByLabel('Expiry').fill('12/30');
  await provider.getByLabel('Security code').fill('123');
  await provider.getByRole('button', { name: act }).click();
}

async function fillContact(tab: Frame): Promise<void> {
  for (const [name, value] of Object.entries(CONTACT)) await box(tab, name).fill(value);
}

describe('Billing', () => {
  test('OR-6, OR-8 to OR-11: a purchase by card, from the number of users to the order history', async () => {
    await stage.look({ page: '/billing' }, async ({ page, tab, reach, picture }) => {
      await tab.getByRole('heading', { name: 'No orders yet' }).waitFor();
      expect(await figure(tab, 'Available').innerText()).toBe('Unlimited');
      const users = box(tab, 'No. of users');
      await users.fill('9');
      await button(tab, 'Place order').click();
      await tab.getByText('This order is of at least 10 users.').waitFor();
      await users.fill('2.5');
      await tab.getByText('A whole number, without decimals').waitFor();
      await users.fill('3501');
      await tab.getByText('One order is of at most 3,500 users.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await users.fill('25');
      await users.press('Enter');

      await tab.getByRole('heading', { name: 'Pricing estimate' }).waitFor();
      await tab.getByText('25 × $4.00 = $100.00').waitFor();
      await tab.getByText('$1,200.00', { exact: true }).waitFor();
      await tab.getByText('Taxes may be added').first().waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Proceed').press('Enter');

      await tab.getByRole('heading', { name: 'Payment details' }).waitFor();
      await button(tab, 'Go to payment').click();
      expect(await tab.getByText('Please fill this in.').count()).toBe(4);
      await fillContact(tab);
      await tab.getByRole('combobox', { name: 'Country' }).selectOption('Netherlands');
      await tab.getByText('USD is charged').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Go to payment').click();

      const go = tab.getByRole('link', { name: 'Open the checkout' });
      await tab.getByText('Your order waits for payment').waitFor();
      expect(await orders()).toEqual([]);
      await reach(go);
      const checkout = await windowOf(page, () => go.press('Enter'));
      await payOn(checkout, GOOD, /^Pay/);
      await checkout.getByRole('heading', { name: 'Thank you for your order' }).waitFor();
      await checkout.close();

      await tab.getByText('Your order is paid').waitFor();
      const order = tab.getByRole('row', { name: /25 users/ });
      await order.getByText('Active').waitFor();
      expect(await figure(tab, 'Available').innerText()).toBe('25');
      expect(await barriersIn(tab)).toEqual([]);
      await picture('billing');
    });
    expect(await orders()).toMatchObject([{ seats: 25, state: 'Active' }]);
  });

  test('a checkout that was begun is still there when one comes back, and can be put away', async () => {
    await stage.look({ page: '/billing' }, async ({ page, tab, anew }) => {
      await box(tab, 'No. of users').fill('1');
      await button(tab, 'Place order').click();
      await button(tab, 'Proceed').click();
      await fillContact(tab);
      await button(tab, 'Go to payment').click();
      await tab.getByText('Your order waits for payment').waitFor();
      await page.reload();
      await anew.getByText('Your order waits for payment').waitFor();
      await anew.getByRole('button', { name: 'Put away', exact: true }).click();
      await anew.getByText('Your order waits for payment').waitFor({ state: 'detached' });
    });
  });

  test('OR-30: the address of an order is changed', async () => {
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      await tab.getByRole('button', { name: /^Edit the order of .*25 users$/ }).click();
      await tab.getByRole('heading', { name: 'Edit subscription' }).waitFor();
      await tab.getByRole('link', { name: /^Invoice of/ }).waitFor();
      await button(tab, 'Save address').click();
      expect(await tab.getByText('Please fill this in.').count()).toBe(2);
      expect(await barriersIn(tab)).toEqual([]);
      await box(tab, 'Street and number').fill('Keizersgracht 1');
      await box(tab, 'City').fill('Amsterdam');
      await button(tab, 'Save address').click();
      await tab.getByText('The address is saved.').waitFor();
    });
  });

  test('OR-50: a purchase order is asked for', async () => {
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      await button(tab, 'Ask for a purchase order').click();
      await button(tab, 'Send').click();
      await tab.getByText('A whole number from 1.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await box(tab, 'No. of learners').fill('250');
      await box(tab, 'Your reference').fill('PO-1');
      await fillContact(tab);
      await button(tab, 'Send').click();
      await tab.getByText(/for 250 learners \(reference PO-1\)/).waitFor();
    });
  });

  test('B-7, OR-31: a payment problem is said at the top, and a new card ends it at once', async () => {
    await stage.look({ page: '/billing' }, async ({ page, tab }) => {
      await changeCard(page, tab, EXPIRING, /^Edit the order of .*25 users$/);
    });
    await pass(stage.world, 'P32D');
    await paymentsSettled(stage.world);
    await stage.look({ page: '/billing' }, async ({ page, tab }) => {
      await tab.getByText('A card has expired').waitFor();
      await tab.getByText('Suspended', { exact: true }).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await changeCard(page, tab, GOOD, 'Update payment method');
      await paymentsSettled(stage.world);
    });
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      await tab
        .getByRole('row', { name: /25 users/ })
        .getByText('Active')
        .waitFor();
      expect(await tab.getByText('A card has expired').count()).toBe(0);
    });
  });

  test('B-1, B-6: deactivating shows dates and fee, wants the account’s subdomain, and is taken back', async () => {
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      await act(tab, 'Deactivate account');
      await tab.getByRole('heading', { name: 'Deactivate the account?' }).waitFor();
      await tab.getByText(/25 users, ends on/).waitFor();
      await tab.getByText(/The fee is half of that/).waitFor();
      await button(tab, 'Deactivate account').click();
      await tab.getByText('This is not the subdomain of the account.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      const { body } = await stage.world
        .api('owner')
        .get<{ deactivation: { confirmBy: string } }>('/api/billing');
      await box(tab, 'Subdomain of the account').fill(body.deactivation.confirmBy);
      await button(tab, 'Deactivate account').click();
      await tab.getByText('This account is deactivated').waitFor();
      await tab
        .getByRole('row', { name: /25 users/ })
        .getByText('Canceled initiated')
        .waitFor();
      await act(tab, 'Reactivate account');
      await tab
        .getByRole('alertdialog')
        .getByRole('button', { name: 'Reactivate account' })
        .click();
      await tab.getByText('The account is active again.').waitFor();
      await tab
        .getByRole('row', { name: /25 users/ })
        .getByText('Active')
        .waitFor();
    });
  });

  test('B-11, OR-56: an account with keys only is told whom to ask; one by purchase order whom to ask for more', async () => {
    const peer = stage.world.api('peerAdmin');
    await activate(peer, (await issue(stage.world, { plan: 'mau', seats: 100 })).key);
    await stage.look({ page: '/billing', persona: 'peerAdmin' }, async ({ tab }) => {
      await tab.getByText('This account was activated by purchase order').waitFor();
      expect(await box(tab, 'No. of users').count()).toBe(0);
      await button(tab, 'Actions').click();
      await tab.getByText('This account has activation keys only.').waitFor();
    });
  });
});

test('payment details fit on a phone', async () => {
  await stage.look({ page: '/billing', size: 'phone', language: 'de' }, async ({ tab }) => {
    await box(tab, 'Anzahl der Benutzer').fill('40');
    await button(tab, 'Bestellen').click();
    await button(tab, 'Weiter').click();
    await tab.getByRole('combobox', { name: 'Land' }).waitFor();
    const isWider = await tab.evaluate<boolean>(
      `[...document.querySelectorAll('[role=dialog] *')].some((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)`,
    );
    expect(isWider).toBe(false);
    expect(await barriersIn(tab)).toEqual([]);
  });
});

/** Chooses what is done with the whole account. */
async function act(tab: Frame, name: string): Promise<void> {
  await button(tab, 'Actions').click();
  await tab.getByRole('menuitem', { name }).click();
}

/** Changes the card of an order on the provider's page. */
async function changeCard(
  page: Page,
  tab: Frame,
  number: string,
  opener: string | RegExp,
): Promise<void> {
  await tab.getByRole('button', { name: opener }).first().click();
  const method = tab.getByRole('region', { name: 'Payment method' });
  await method.getByRole('button', { name: 'Update payment method' }).click();
  const link = method.getByRole('link', { name: 'Open the payment page' });
  await link.waitFor();
  expect(await barriersIn(tab)).toEqual([]);
  const provider = await windowOf(page, () => link.click());
  await payOn(provider, number, /^Save/);
  await provider.getByRole('heading', { name: 'The card was saved' }).waitFor();
  await provider.close();
}

describe('Billing can be read and used', () => {
  const views = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    persona: ['owner', 'peerAdmin', 'catalogAdmin'],
  } as const);
  test.each(views)('by $persona, $theme, $language, $size', async (view) => {
    await stage.look({ ...view, page: '/billing' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).not.toBe('');
      expect(await widerThanThePage(tab)).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
