import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { barriersIn } from '../accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS } from '../stage.ts';
import { box, button, persona, startCustomersStage, type CustomersStage } from './on-stage.ts';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

describe('Customers', () => {
  test('are listed with the state of each relationship explained, and what one may do there', async () => {
    await on.stage.look({ page: '/', persona }, async ({ tab, heading, settled }) => {
      await eventually(async () => (await heading.innerText()) === 'Customers');
      await settled();
      expect(await tab.getByRole('link', { name: 'Overview' }).count()).toBe(0);
      await tab.getByText('The customer has not agreed yet.').waitFor();
      await tab.getByText('The relationship was ended.').waitFor();
      await tab.getByText('The relationship ends soon.').waitFor();
      await tab.getByText('see users and manage licences').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('searchbox', { name: 'Search customers' }).fill('trad');
      await eventually(async () => (await tab.getByRole('row').count()) === 2);
      await tab.getByRole('link', { name: 'Northwind Traders' }).click();
      await tab.getByRole('heading', { name: 'Northwind Traders', level: 1 }).waitFor();
    });
  });

  test('PC-2: what the granted roles do not allow is disabled, and the roles that would do are named', async () => {
    await on.stage.look({ page: on.at('Adventure Works'), persona }, async ({ tab, reach }) => {
      const add = button(tab, 'Add user');
      expect(await add.getAttribute('aria-disabled')).toBe('true');
      await reach(add);
      await tab.getByText('One of these would do: User Administrator').first().waitFor();
      await box(tab, /^Choose (?!everybody)/)
        .first()
        .check();
      expect(await button(tab, 'Manage licences').getAttribute('aria-disabled')).not.toBe('true');
      expect(await button(tab, 'Delete').getAttribute('aria-disabled')).toBe('true');
    });
  });

  test('A-3: without a usable relationship it is said why; what was never there is not there', async () => {
    await on.stage.look({ page: on.at('Wingtip Toys'), persona }, async ({ tab, apiRequests }) => {
      await tab.getByText('You cannot work at this customer now.').waitFor();
      await tab.getByText('Users cannot be shown').waitFor();
      expect(apiRequests().filter((asked) => asked.includes('/users'))).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
    const page = '/customers/8d4f1bd6-0000-4000-8000-000000000000';
    await on.stage.look({ page, persona, mayLog: /status of 404/ }, async ({ tab }) => {
      await tab.getByText('There is no such customer').waitFor();
    });
    await on.stage.look({ page: on.northwind(), persona: 'lmsAdmin' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('There is no such page');
      expect(await tab.getByRole('link', { name: 'Customers' }).count()).toBe(0);
    });
  });
});
