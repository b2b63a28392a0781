import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Download, Frame, Locator, Page } from 'playwright-core';
import { deleteSomeCustomersPeople } from '../../local/demo/customers.ts';
import type { Api } from '../world.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { eventually, hasFocus, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

const persona = 'partnerAgent';
const HEAD =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

let stage: Stage;
let agent: Api;
let customers: readonly Named[];
beforeAll(async () => {
  stage = await startStage({ demo: false });
  deleteSomeCustomersPeople(stage.world.cloud);
  agent = stage.world.api(persona);
  const { body } = await agent.get<{ items: Named[] }>('/api/customers?refresh=true');
  customers = body.items;
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

const at = (name: string): string =>
  `/customers/${customers.find(({ displayName }) => displayName === name)?.id ?? ''}`;
const northwind = (part = ''): string => `${at('Northwind Traders')}${part}`;

const button = (tab: Frame, name: string | RegExp): Locator =>
  tab.getByRole('button', { name, exact: true });
const box = (tab: Frame, name: string | RegExp): Locator => tab.getByRole('checkbox', { name });
const textbox = (tab: Frame, name: string): Locator => tab.getByRole('textbox', { name });
const figure = (tab: Frame, name: string): Locator =>
  tab.locator('dl > div', { hasText: name }).locator('dd').first();

/** Whether a box is half, as some of the users have the product. */
const isHalf = (of: Locator): Promise<boolean> =>
  of.evaluate((element: { readonly indeterminate: boolean }) => element.indeterminate);

/** Does one of the acts in the menu of a row. */
async function actOn(tab: Frame, name: string, act: string): Promise<void> {
  await button(tab, `More for ${name}`).click();
  await tab.getByRole('menuitem', { name: act }).click();
}

/** The files that a tab gives to the browser from now on. */
function downloadsOf(page: Page): Download[] {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return downloads;
}

async function textOf(downloads: readonly Download[], place: number): Promise<string> {
  await eventually(async () => downloads.length > place);
  return readFile((await downloads[place]?.path()) ?? '', 'utf8');
}

/** A file of users, each row with the cells of `HEAD`. */
const fileOf = (rows: readonly string[]) => ({
  name: 'users.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([HEAD, ...rows].join('\r\n')),
});

describe('Customers', () => {
  test('are listed with the state of each relationship explained, and what one may do there', async () => {
    await stage.look({ page: '/', persona }, async ({ tab, heading, settled }) => {
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
    await stage.look({ page: at('Adventure Works'), persona }, async ({ tab, reach }) => {
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
    await stage.look({ page: at('Wingtip Toys'), persona }, async ({ tab, apiRequests }) => {
      await tab.getByText('You cannot work at this customer now.').waitFor();
      await tab.getByText('Users cannot be shown').waitFor();
      expect(apiRequests().filter((asked) => asked.includes('/users'))).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
    const page = '/customers/8d4f1bd6-0000-4000-8000-000000000000';
    await stage.look({ page, persona, mayLog: /status of 404/ }, async ({ tab }) => {
      await tab.getByText('There is no such customer').waitFor();
    });
    await stage.look({ page: northwind(), persona: 'lmsAdmin' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('There is no such page');
      expect(await tab.getByRole('link', { name: 'Customers' }).count()).toBe(0);
    });
  });
});

describe('Users and licences', () => {
  test('PC-20, PC-21: users are paged by the server, filtered, and a selection survives both', async () => {
    await stage.look({ page: northwind(), persona }, async ({ tab, settled }) => {
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
    await stage.look({ page: northwind(), persona, mayLog }, async ({ page, tab }) => {
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
      await button(tab, 'Close').last().click();
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

  test('PC-22 to PC-26, C-3: boxes are full, half and empty; what would happen is shown, applied, told for each user, and undone', async () => {
    await stage.look({ page: northwind(), persona }, async ({ tab }) => {
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
    await stage.look({ page: northwind('/licences'), persona }, async ({ tab }) => {
      await tab.getByText('Sold through the marketplace').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('link', { name: /^Office 365 E1: show/ }).click();
      await tab.getByText(/^\d+ users$/).waitFor();
    });
  });

  test('PC-31 to PC-37, C-4, C-5: users are deleted after it was said what happens to whom, and restored under a new name', async () => {
    let name = '';
    await stage.look({ page: northwind(), persona }, async ({ tab }) => {
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
    const { body } = await agent.post<{ userName: string }>(`/api${northwind()}/users`, {
      ...{ displayName: 'Sami Two', userName: 'sami.haddad@northwindtraders.onmicrosoft.com' },
    });
    expect(body.userName).toMatch(/^sami\.haddad@/);
    await stage.look({ page: northwind('/deleted-users'), persona }, async ({ tab }) => {
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

describe('An upload of users', () => {
  test('PC-14, PC-15: every row that is wrong is named with line and column, and nobody is created', async () => {
    const mayLog = /status of 400/;
    await stage.look({ page: northwind('/import'), persona, mayLog }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      await button(tab, 'Download template (.csv)').click();
      expect((await textOf(downloads, 0)).trim()).toBe(HEAD);
      const file = tab.getByTestId('file');
      await file.setInputFiles({ ...fileOf([]), buffer: Buffer.from('Name;Mail\r\nA;B') });
      await button(tab, 'Validate').click();
      await tab.getByText('Separate them by commas').waitFor();
      await file.setInputFiles(
        fileOf([
          'Ada,Byron,Ada Byron,ada.byron@northwind.example,SE,STANDARDPACK,,',
          'Bo,,=SUM(1),bo@northwind.example,ZZ,NOPE,,',
          ',,Cleo,cleo#EXT#@northwind.example,,,,',
          ',,Dan,ada.byron@northwind.example,,,,',
        ]),
      );
      await button(tab, 'Validate').click();
      await tab.getByText('3 rows are wrong.').waitFor();
      await tab.getByText('The cell begins as a formula does.').waitFor();
      await tab.getByText('There is no such location.').waitFor();
      await tab.getByText('The customer does not have this product.').waitFor();
      await tab.getByText('An earlier row has the same user name.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
    const { body } = await agent.get<{ count: number }>(
      `/api${northwind()}/users?search=ada.byron`,
    );
    expect(body.count).toBe(0);
  });

  test('PC-11, C-1, C-2: import, preview, apply, watch, download the result, hand out the passwords, undo', async () => {
    await stage.look({ page: northwind('/import'), persona }, async ({ page, tab }) => {
      const downloads = downloadsOf(page);
      const rows = Array.from(
        { length: 30 },
        (_, place) => `U${place},Ser,User ${place},user.${place}@northwind.example,,FLOW_FREE,,`,
      );
      await tab.getByTestId('file').setInputFiles(fileOf([...rows, ',,,nobody,,,,']));
      await tab.getByRole('combobox', { name: 'Location of rows' }).selectOption('SE');
      await button(tab, 'Validate').click();
      await tab.getByText('1 row is wrong.').waitFor();
      expect(await figure(tab, 'Right').innerText()).toBe('30');
      await button(tab, 'Create 30 users').click();
      await tab.getByText('Not everything could be done.').waitFor();
      await tab.getByText('Refused: 1').waitFor();
      await button(tab, 'Done: 30').click();
      await tab.getByText('user.7@').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Download rows').last().click();
      const result = await textOf(downloads, 0);
      expect(result.split('\n')[0]).toContain('Status update');
      expect(result.match(/Created/g)).toHaveLength(30);
      await button(tab, 'Show passwords').click();
      await tab.getByText('The passwords are shown this once.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Download').click();
      expect((await textOf(downloads, 1)).trim().split('\r\n')).toHaveLength(31);
      await button(tab, 'Undo').click();
      await tab.getByText('The user is deleted.').first().waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, 'Undo for 30 users').click();
      await tab.getByText('It is as it was before.').waitFor();
    });
    const { body } = await agent.get<{ count: number }>(`/api${northwind()}/users?search=user.7@`);
    expect(body.count).toBe(0);
    await stage.look({ page: northwind('/history'), persona }, async ({ tab }) => {
      await tab.getByText('Users uploaded').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, /^More for: Users uploaded/).click();
      await tab.getByText('It was undone already.').waitFor();
      await tab.getByRole('menuitem', { name: 'Details' }).click();
      await tab.getByText('Started').last().waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});

describe('Customers can be read and used', () => {
  const looks = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    part: ['list', 'users', 'licences', 'deleted-users', 'history', 'import', 'expiring'],
  } as const);
  const pageOf = (part: string): string => {
    if (part === 'list') return '/customers';
    return part === 'expiring' ? at('Litware') : northwind(`/${part}`);
  };
  test.each(looks)('$part, $theme, $language, $size', async ({ part, ...view }) => {
    await stage.look({ ...view, persona, page: pageOf(part) }, async ({ tab }) => {
      expect(await widerThanThePage(tab)).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
