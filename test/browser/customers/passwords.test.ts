import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { barriersIn } from '../accessibility.ts';
import { STAGE_TIMEOUT_MS } from '../stage.ts';
import { button, persona, startCustomersStage, textbox, type CustomersStage } from './on-stage.ts';

const HEAD =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

/** What of a window is looked at; the tests are checked without the types of a browser. */
interface Printing {
  print: () => void;
  printed?: number;
}

/** Counts how often the tab asks the browser to print, in the place of a printer. */
const countPrints = (tab: Frame): Promise<void> =>
  tab.evaluate(() => {
    const window = globalThis as unknown as Printing;
    window.print = () => {
      window.printed = (window.printed ?? 0) + 1;
    };
  });

const prints = (tab: Frame): Promise<number> =>
  tab.evaluate(() => (globalThis as unknown as Printing).printed ?? 0);

/** Makes users from a file, up to the point where their passwords wait. */
async function upload(tab: Frame, rows: readonly string[]): Promise<void> {
  await tab.getByTestId('file').setInputFiles({
    name: 'users.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([HEAD, ...rows].join('\r\n')),
  });
  await button(tab, 'Validate').click();
  await button(tab, `Create ${rows.length} users`).click();
  await tab.getByText('All users are created.').waitFor();
}

const rowsOf = (name: string, count: number): string[] =>
  Array.from(
    { length: count },
    (_, nth) => `,,${name} ${nth},${name.toLowerCase()}.${nth}@northwind.example,,,,`,
  );

/** The e-mails that arrived at an address. */
async function mailsTo(address: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(new URL('/outbox', on.stage.world.cloud.origin));
  const { mails } = (await answer.json()) as { mails: { to: string[]; [key: string]: unknown }[] };
  return mails.filter(({ to }) => JSON.stringify(to).includes(address));
}

/** The passwords that stand on the page, by user name. */
const shownOn = (tab: Frame): Promise<string[]> =>
  tab.getByRole('list', { name: 'Temporary passwords' }).getByRole('listitem').allInnerTexts();

describe('Passwords of new users', () => {
  test('C-2: are printed as a sheet of their own, all of them, with nothing else of the page', async () => {
    await on.stage.look({ page: on.northwind('/import'), persona }, async ({ page, tab }) => {
      await upload(tab, rowsOf('Paper', 60));
      await button(tab, 'Show passwords').click();
      await tab.getByText('and 10 more, in the file and on paper').waitFor();
      expect(await shownOn(tab)).toHaveLength(50);
      await countPrints(tab);
      await button(tab, 'Print').click();
      expect(await prints(tab)).toBe(1);
      await page.emulateMedia({ media: 'print' });
      await tab.getByRole('heading', { name: 'Temporary passwords: Northwind Traders' }).waitFor();
      const rows = tab.locator('[data-print] tbody tr');
      expect(await rows.count()).toBe(60);
      expect(await rows.last().innerText()).toMatch(
        /Paper 59\s+paper\.59@northwind\.example\s+\S{16}$/,
      );
      expect(await button(tab, 'Print').isVisible()).toBe(false);
      await page.emulateMedia({ media: 'screen' });
      expect(await button(tab, 'Print').isVisible()).toBe(true);
      expect(await tab.locator('[data-print]').isVisible()).toBe(false);
    });
  });

  test('C-2: are sent in one e-mail instead, to an address that is one, and then shown to nobody', async () => {
    const mayLog = /status of 400/;
    await on.stage.look({ page: on.northwind('/import'), persona, mayLog }, async ({ tab }) => {
      await upload(tab, rowsOf('Mail', 3));
      await textbox(tab, 'E-mail address').fill('nobody');
      await button(tab, 'Send by e-mail').click();
      await tab.getByText('Write one whole e-mail address').waitFor();
      await textbox(tab, 'E-mail address').fill('it@northwind.example');
      await button(tab, 'Send by e-mail').click();
      await tab.getByText('3 passwords were sent to it@northwind.example.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      expect(await tab.getByRole('list', { name: 'Temporary passwords' }).count()).toBe(0);
    });
    const [mail, ...others] = await mailsTo('it@northwind.example');
    expect(others).toEqual([]);
    const text = JSON.stringify(mail);
    for (const nth of [0, 1, 2]) expect(text).toContain(`mail.${nth}@northwind.example`);
    expect(text).toContain('Northwind Traders');
  });
});
