import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { barriersIn } from '../accessibility.ts';
import { eventually, hasFocus, STAGE_TIMEOUT_MS } from '../stage.ts';
import {
  actOn,
  box,
  button,
  downloadsOf,
  figure,
  persona,
  startCustomersStage,
  textbox,
  textOf,
  type CustomersStage,
} from './on-stage.ts';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** Whether a box is half, as some of the users have the product. */
const isHalf = (of: Locator): Promise<boolean> =>
  of.evaluate((element: { readonly indeterminate: boolean }) => element.indeterminate);

describe('Users and licences', () => {
  test('PC-20, PC-21: users are paged by the server, filtered, and a selection survives both', async () => {
    await on.stage.look({ page: on.northwind(), persona }, async ({ tab, settled }) => {
      await tab.getByText(/^2,00\d users$/).waitFor();
      await box(tab, 'Choose Mara Lindqvist').check();
      await button(tab, 'Next page').click();
      await tab.getByText('Page 2').waitFor();
      await settled();
      await eventually(async () => (await box(tab, 'Choose Mara Lindqvist').count()) === 0);
      await box(tab, 'Choose everybody on this page').check();
      await tab.getByText('51 selected').waitFor();
      await button(tab, 'First page').click();
      await eventually(() => box(tab, 'Choose Mara Lindqvist').isChecked());
      await box(tab, 'Choose everybody on this page').check();
      await tab.getByText('100 selected').waitFor();
      await button(tab, 'Clear').click();
      await box(tab, 'Choose Sami Haddad').check();
      await tab.getByRole('combobox', { name: 'Filter users by' }).click();
      await tab.getByRole('option', { name: 'Administrators' }).click();
      await eventually(async () => (await tab.getByRole('row').count()) === 3);
      await tab.getByText('1 selected').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Selected users').click();
      await eventually(async () => (await tab.getByRole('row').count()) === 2);
      await tab.getByText('sami.haddad@').waitFor();
      await button(tab, 'Selected users').click();
      await tab.getByRole('searchbox', { name: 'Search users' }).fill('nobody at all');
      await tab.getByText('Nobody fits').waitFor();
      await button(tab, 'Show all users').click();
      await tab.getByText(/^2,00\d users$/).waitFor();
    });
  });

  test('PC-10, PC-16, C-2: a user is added, the password shown once, then the next one', async () => {
    const mayLog = /status of 409/;
    await on.stage.look({ page: on.northwind(), persona, mayLog }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await button(tab, 'Add user').click();
      await textbox(tab, 'First name').fill('Grace');
      await textbox(tab, 'Last name').fill('Hopper');
      expect(await textbox(tab, 'Display name').inputValue()).toBe('Grace Hopper');
      await box(tab, /^Office 365 E1 /).check();
      await button(tab, 'Save').click();
      expect(await hasFocus(textbox(tab, 'User name'))).toBe(true);
      await tab.getByText('Choose a location: licences cannot be assigned').waitFor();
      await textbox(tab, 'User name').fill('mara.lindqvist');
      await tab.getByRole('combobox', { name: 'Location' }).selectOption('SE');
      await button(tab, 'Save').click();
      await tab.getByText('Somebody else has this user name.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await textbox(tab, 'User name').fill('grace.hopper');
      await button(tab, 'Save').click();
      await tab.getByText('Grace Hopper was added. Hand over').waitFor();
      await tab.getByText('Licences: Office 365 E1').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Download').click();
      const file = await textOf(downloads, 0);
      expect(file).toMatch(/"Grace Hopper","grace\.hopper@[^"]+","[^\r]{12,}"/);
      await button(tab, 'Add another user').click();
      expect(await textbox(tab, 'First name').inputValue()).toBe('');
      // PC-14
      await tab.getByRole('radio', { name: /^User management admin/ }).check();
      await textbox(tab, 'First name').fill('Kwame');
      await textbox(tab, 'User name').fill('kwame');
      await button(tab, 'Save').click();
      await tab.getByText('Kwame was added. Hand over').waitFor();
      await button(tab, 'Add another user').click();
      const plain = tab.getByRole('radio', { name: 'Can use licences and services' });
      expect(await plain.isChecked()).toBe(true);
      await button(tab, 'Close').last().click();
      await tab.getByRole('searchbox', { name: 'Search users' }).fill('kwame@');
      await tab.getByText('1 user', { exact: true }).waitFor();
      await tab.getByRole('combobox', { name: 'Filter users by' }).click();
      await tab.getByRole('option', { name: 'Administrators' }).click();
      await eventually(async () => (await tab.getByRole('row', { name: /Kwame/ }).count()) === 1);
      await tab.getByRole('combobox', { name: 'Filter users by' }).click();
      await tab.getByRole('option', { name: 'All users' }).click();
      await tab.getByRole('searchbox', { name: 'Search users' }).fill('grace.hopper');
      await tab.getByText('1 user', { exact: true }).waitFor();
      // PC-30
      await actOn(tab, 'Grace Hopper', 'Reset password');
      await tab.getByText('cannot sign in with the old password').waitFor();
      await tab.getByRole('alertdialog').getByRole('button', { name: 'Reset password' }).click();
      await tab.getByText('New password of Grace Hopper').waitFor();
      await button(tab, 'Close').click();
      await actOn(tab, 'Grace Hopper', 'Edit');
      await textbox(tab, 'Display name').fill('Grace B. Hopper');
      await button(tab, 'Save').click();
      await tab.getByText('Grace B. Hopper was changed.').waitFor();
    });
  });

  test('PC-14: a permission that the agent may not give cannot be chosen, and the roles are named', async () => {
    await on.stage.look({ page: on.at('Fabrikam'), persona }, async ({ tab }) => {
      await button(tab, 'Add user').click();
      const admin = tab.getByRole('radio', { name: /^User management admin/ });
      await admin.waitFor();
      expect(await admin.isDisabled()).toBe(true);
      await tab.getByText('Privileged Role Administrator or Global Administrator').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('PC-22 to PC-26, C-3: boxes are full, half and empty; what would happen is shown, applied, told for each user, and undone', async () => {
    await on.stage.look({ page: on.northwind(), persona }, async ({ tab }) => {
      for (const name of ['Mara Lindqvist', 'Sami Haddad', 'Tomáš Beneš'])
        await box(tab, `Choose ${name}`).check();
      await button(tab, 'Manage licences').click();
      const project = box(tab, /^Project Plan 3/);
      expect(await box(tab, /^Office 365 E3/).isChecked()).toBe(true);
      expect(await isHalf(box(tab, /^Office 365 E1/))).toBe(true);
      await tab.getByText('1 has it by a group, and keeps it').waitFor();
      expect(await project.isChecked()).toBe(false);
      await tab.getByText('Sold through the marketplace').waitFor();
      await project.click();
      await button(tab, 'View service plans: Project Plan 3').click();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Preview').click();
      await tab.getByText('1 user has no location. Go back and choose one.').waitFor();
      expect(await figure(tab, 'Would change').innerText()).toBe('2');
      await button(tab, 'Back').click();
      await tab
        .getByRole('combobox', { name: 'Location of 1 user who has none' })
        .selectOption('SE');
      await button(tab, 'Preview').click();
      await tab.getByText('3 needed, 0 freed, 30 available').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Apply to 3 users').click();
      await tab.getByText('Licences updated for everybody.').waitFor();
      await tab.getByText('Done: 3').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Undo').click();
      await tab.getByText('Removed again: Project Plan 3').first().waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Undo for 3 users').click();
      // Honest: the location that was given first stays.
      await tab.getByText('Done: 2').waitFor();
      await tab.getByText('A location can be changed, but not taken away.').waitFor();
      await button(tab, 'Close').last().click();
    });
    await on.stage.look({ page: on.northwind('/licences'), persona }, async ({ tab }) => {
      await tab.getByText('Sold through the marketplace').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('link', { name: /^Office 365 E1: show/ }).click();
      await tab.getByText(/^\d+ users$/).waitFor();
    });
  });

  test('PC-31 to PC-37, C-4, C-5: users are deleted after it was said what happens to whom, and restored under a new name', async () => {
    let name = '';
    await on.stage.look({ page: on.northwind(), persona }, async ({ tab }) => {
      await tab.getByRole('tab', { name: 'Deleted users (2)' }).waitFor();
      for (const user of ['Mara Lindqvist', 'Sami Haddad', 'Inês Costa'])
        await box(tab, `Choose ${user}`).check();
      await button(tab, 'Delete').click();
      await tab.getByText('Office 365 E3: 1 licence').waitFor();
      await tab.getByText('This is the last global administrator').waitFor();
      await tab.getByText('kept in the customer’s own directory').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Delete 1 user').click();
      await tab.getByText('Deleted. You find them under Deleted users.').waitFor();
      await button(tab, 'Close').last().click();
      await tab.getByRole('tab', { name: 'Deleted users (3)' }).click();
      await tab.getByText('sami.haddad@').waitFor();
      await tab.getByText('30 days left').first().waitFor();
    });
    // C-5: somebody else gets the name meanwhile.
    const { body } = await on.agent.post<{ userName: string }>(`/api${on.northwind()}/users`, {
      ...{ displayName: 'Sami Two', userName: 'sami.haddad@northwindtraders.onmicrosoft.com' },
    });
    expect(body.userName).toMatch(/^sami\.haddad@/);
    await on.stage.look({ page: on.northwind('/deleted-users'), persona }, async ({ tab }) => {
      await button(tab, 'Restore Sami Haddad').click();
      const field = textbox(tab, 'New user name of Sami Haddad');
      name = await field.inputValue();
      expect(name).toMatch(/^sami\.haddad\d+@/);
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Check the new names').click();
      await button(tab, 'Restore 1 user').click();
      await tab.getByText('Everybody is back with what they had.').waitFor();
      await tab.getByText(name).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
