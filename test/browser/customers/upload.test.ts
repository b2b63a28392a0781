import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { barriersIn } from '../accessibility.ts';
import { STAGE_TIMEOUT_MS } from '../stage.ts';
import {
  button,
  downloadsOf,
  figure,
  persona,
  startCustomersStage,
  textbox,
  textOf,
  type CustomersStage,
} from './on-stage.ts';

const HEAD =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** A file of users, each row with the cells of `HEAD`. */
const fileOf = (rows: readonly string[]) => ({
  name: 'users.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([HEAD, ...rows].join('\r\n')),
});

describe('An upload of users', () => {
  test('PC-14, PC-15: every row that is wrong is named with line and column, and nobody is created', async () => {
    const mayLog = /status of 400/;
    await on.stage.look(
      { page: on.northwind('/import'), persona, mayLog },
      async ({ page, tab }) => {
        const downloads = downloadsOf(page);
        await button(tab, 'Download template (.csv)').click();
        expect((await textOf(downloads, 0)).trim()).toBe(HEAD);
        // C-7
        await button(tab, 'Send a blank copy to the customer').click();
        await textbox(tab, 'E-mail address').fill('mara.lindqvist@northwind.example');
        expect(await barriersIn(tab)).toEqual([]);
        await button(tab, 'Send').click();
        await tab.getByText('The blank copy was sent to mara.lindqvist@').waitFor();
        const file = tab.getByTestId('file');
        await file.setInputFiles({ ...fileOf([]), buffer: Buffer.from('Name;Mail\r\nA;B') });
        await button(tab, 'Validate').click();
        await tab.getByText('Separate them by commas').waitFor();
        await file.setInputFiles(
          fileOf([
            'Ada,Byron,Ada Byron,ada.byron@northwind.example,SE,STANDARDPACK,User management admin,',
            'Bo,,=SUM(1),bo@northwind.example,ZZ,NOPE,,',
            ',,Cleo,cleo#EXT#@northwind.example,,,,',
            ',,Dan,ada.byron@northwind.example,,,,',
          ]),
        );
        await button(tab, 'Validate').click();
        await tab.getByText('3 rows are wrong.').waitFor();
        // Whoever applies it reads which role is given, in the preview and beside the button.
        await tab.getByText('1 user gets the role User Administrator').nth(1).waitFor();
        await tab.getByText('The cell begins as a formula does.').waitFor();
        await tab.getByText('“ZZ” is no location.').waitFor();
        await tab.getByText('The customer has no product NOPE.').waitFor();
        await tab.getByText('Line 2 has the same user name.').waitFor();
        expect(await barriersIn(tab)).toEqual([]);
      },
    );
    const { body } = await on.agent.get<{ count: number }>(
      `/api${on.northwind()}/users?search=ada.byron`,
    );
    expect(body.count).toBe(0);
  });

  test('PC-11, C-1, C-2: import, preview, apply, watch, download the result, hand out the passwords, undo', async () => {
    await on.stage.look({ page: on.northwind('/import'), persona }, async ({ page, tab }) => {
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
    const { body } = await on.agent.get<{ count: number }>(
      `/api${on.northwind()}/users?search=user.7@`,
    );
    expect(body.count).toBe(0);
    await on.stage.look({ page: on.northwind('/history'), persona }, async ({ tab }) => {
      await tab.getByText('Users uploaded').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await button(tab, /^More for: Users uploaded/).click();
      await tab.getByText('It was undone already.').waitFor();
      await tab.getByRole('menuitem', { name: 'Details' }).click();
      await tab.getByText(/^Started .* by /).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
