import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OverviewShape } from '../../api/overview/contract.ts';
import type { PersonShape } from '../../api/seats/contract.ts';
import { barriersIn } from './accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

const people = async (query: string): Promise<readonly PersonShape[]> =>
  (await stage.world.api('owner').get<{ items: PersonShape[] }>(`/api/people?${query}`)).body.items;

const someone = async (query: string): Promise<PersonShape> => {
  const [person] = await people(`${query}&limit=1`);
  if (person === undefined) throw new Error(`The demo has nobody for ${query}.`);
  return person;
};

const disable = async (personId: string): Promise<void> => {
  const { tenantId } = stage.world.tenant;
  const address = `${stage.world.cloud.origin}/tenants/${tenantId}/users/${personId}/disable`;
  expect((await fetch(address, { method: 'POST' })).ok).toBe(true);
};

const used = async (): Promise<number> =>
  (await stage.world.api('owner').get<OverviewShape>('/api/overview')).body.subscription.seats.used;

describe('Overview', () => {
  test('counts everybody again when it is asked to, and says that the count is right', async () => {
    await stage.look({}, async ({ tab }) => {
      await tab.getByRole('button', { name: 'Recount' }).click();
      await tab.getByText('The count is right.').waitFor();
      await tab.getByText(`${String(await used())} count.`).waitFor();
    });
  });

  test('syncs the directory when it is asked to, and shows what that changed', async () => {
    const person = await someone('counted=true&search=a');
    await stage.look({}, async ({ tab }) => {
      const before = await used();
      await tab.getByText(String(before), { exact: true }).waitFor();
      await disable(person.id);
      await tab.getByRole('button', { name: 'Sync now' }).click();
      await tab.getByText(String(before - 1), { exact: true }).waitFor();
      await tab.getByText('Accounts changed in the directory').first().waitFor();
    });
  });

  test('tells more of what changed when it is asked to', async () => {
    await stage.look({}, async ({ tab }) => {
      const changes = tab.getByRole('region', { name: 'Since yesterday' }).getByRole('listitem');
      const few = await changes.count();
      await tab.getByRole('button', { name: 'Show more' }).click();
      await eventually(async () => (await changes.count()) > few);
    });
  });

  test('of a catalog admin shows the own catalogs, and what is not theirs is not there', async () => {
    await stage.look({ persona: 'catalogAdmin' }, async ({ tab, apiRequests }) => {
      expect(await tab.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Learners per catalog',
        'Seats',
      ]);
      expect(await tab.getByRole('button', { name: 'Recount' }).count()).toBe(0);
      expect(apiRequests().filter((asked) => asked.includes('/overview'))).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});

describe('People', () => {
  test('are found by the beginning of any word, and narrowed by how they stand', async () => {
    const disabled = await someone('standing=disabled');
    await stage.look({ page: '/people' }, async ({ tab, settled }) => {
      await tab.getByRole('searchbox').fill(disabled.userName ?? '');
      await eventually(async () => (await tab.getByRole('row').count()) === 2);
      await tab.getByRole('combobox', { name: 'Show' }).click();
      await tab.getByRole('option', { name: 'Counted', exact: true }).click();
      await tab.getByRole('heading', { name: 'Nobody found' }).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('button', { name: 'Show everybody' }).click();
      await settled();
      expect(await tab.getByRole('searchbox').inputValue()).toBe('');
      expect(await tab.getByRole('row').count()).toBeGreaterThan(5);
    });
  });

  test('have filters that say why they do not go together', async () => {
    await stage.look({ page: '/people?show=disabled' }, async ({ tab }) => {
      const catalog = tab.getByRole('combobox', { name: 'Catalog' });
      expect(await catalog.isDisabled()).toBe(true);
      await tab.getByText('Not together with a reason for not counting').waitFor();
      const guests = tab.getByRole('switch', { name: 'Guests only' });
      expect(await guests.getAttribute('aria-disabled')).toBe('true');
      await guests.hover();
      await tab.getByText('Only while everybody in all catalogs is shown').waitFor();
    });
  });

  test('are explained beside the list, by keyboard alone', async () => {
    await stage.look({ page: '/people?show=counted' }, async ({ page, tab, reach }) => {
      const first = tab.getByRole('row').nth(1).getByRole('link');
      await reach(first);
      await page.keyboard.press('ArrowDown');
      const chosen = await tab.evaluate<string>('document.activeElement.textContent');
      await page.keyboard.press('Enter');
      await tab.getByRole('heading', { name: chosen, exact: true }).waitFor();
      await tab.getByText('Counts, and takes a seat').waitFor();
      await tab.getByText('Removing the person entirely').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await page.keyboard.press('Escape');
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(
        async () => (await tab.evaluate('document.activeElement.textContent')) === chosen,
      );
    });
  });

  test('are removed entirely after it was shown what ends', async () => {
    const person = await someone('counted=true&search=b');
    const before = await used();
    await stage.look({ page: `/people/${person.id}` }, async ({ tab }) => {
      await tab.getByRole('button', { name: 'Remove entirely' }).click();
      const asked = tab.getByRole('alertdialog');
      await asked.getByText('The seat is free at once.').waitFor();
      await asked
        .getByText(/enrolments? ends? in|Flow activation ends/)
        .first()
        .waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await asked.getByRole('button', { name: 'Remove entirely' }).click();
      await asked.waitFor({ state: 'detached' });
      await tab.getByText('An administrator removed this person entirely.').waitFor();
      const again = tab.getByRole('button', { name: 'Remove entirely' });
      expect(await again.getAttribute('aria-disabled')).toBe('true');
    });
    expect(await used()).toBe(before - 1);
  });

  test('are exported as the filters show them', async () => {
    const guests = await people('guest=true&limit=500');
    await stage.look({ page: '/people?guests=true' }, async ({ page, tab }) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        tab.getByRole('button', { name: 'Export as CSV' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('people.csv');
      const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
      expect(lines.length - 1).toBe(guests.length);
    });
  });

  test('of others are not there for a catalog admin, and what the role does not allow says so', async () => {
    await stage.look({ persona: 'catalogAdmin', page: '/people' }, async ({ tab }) => {
      await tab.getByRole('row').nth(1).getByRole('link').click();
      const remove = tab.getByRole('button', { name: 'Remove entirely' });
      await remove.waitFor();
      expect(await remove.getAttribute('aria-disabled')).toBe('true');
      await remove.hover();
      await tab.getByText('This is for administrators of the whole tenant.').waitFor();
    });
  });
});
