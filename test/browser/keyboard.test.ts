import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, hasFocus, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

interface Named {
  readonly id: string;
  readonly name: string;
  readonly liveEnrolments: number;
}

const listed = async (path: string): Promise<readonly Named[]> =>
  (await stage.world.api('owner').get<{ items: Named[] }>(path)).body.items;

/** What opens something over a page: the page, and the button that has the focus then. */
const OPENERS = [
  ['/catalogs', 'New catalog'],
  ['/catalogs', 'More for Onboarding'],
  ['/reports', 'New report'],
  ['/subscription', 'Activate a subscription'],
  ['/billing', 'Ask for a purchase order'],
] as const;

describe('without a mouse', () => {
  test.each(OPENERS)('on %s, closing what %s opens leads back to it', async (path, name) => {
    await stage.look({ page: path }, async ({ page, tab, reach }) => {
      const opener = tab.getByRole('button', { name }).first();
      await reach(opener);
      await page.keyboard.press('Enter');
      if (name.startsWith('More')) {
        await tab.getByRole('menuitem').first().waitFor();
        await page.keyboard.press('Enter');
      }
      await tab.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(() => hasFocus(opener));
    });
  });

  test('where the button that opened a form is gone with what it did, one is at the page', async () => {
    const { body } = await stage.world.api('owner').post<{ id: string }>('/api/catalogs', {
      name: 'To be deleted',
    });
    await stage.look({ page: `/catalogs/${body.id}` }, async ({ page, tab, reach, heading }) => {
      await reach(tab.getByRole('button', { name: 'Delete' }));
      await page.keyboard.press('Enter');
      await tab.locator('[role=dialog] [aria-busy=false]').waitFor();
      await page.keyboard.type('To be deleted');
      await page.keyboard.press('Enter');
      await reach(tab.getByRole('button', { name: 'Close' }));
      await page.keyboard.press('Enter');
      await eventually(async () => (await heading.innerText()) === 'Catalogs');
      await eventually(() => hasFocus(tab.locator('main')));
    });
  });

  test('one skips to the content, and goes from page to page', async () => {
    await stage.look({}, async ({ page, tab, heading, reach }) => {
      await reach(tab.getByRole('link', { name: 'Skip to content' }));
      await page.keyboard.press('Enter');
      expect(await tab.evaluate('document.activeElement.id')).toBe('main');
      await page.keyboard.press('Shift+Tab');
      const here = (): Promise<string> => tab.evaluate('document.activeElement.textContent');
      expect(['Overview', 'Activity']).toContain(await here());
      const people = tab.getByRole('link', { name: 'People' });
      await people.focus();
      await page.keyboard.press('Enter');
      await eventually(async () => (await heading.innerText()) === 'People');
    });
  });

  test('one finds a person, reads why the person counts, and comes back to where one was', async () => {
    const { displayName, userPrincipalName } = stage.world.persona('learner');
    await stage.look({ page: '/people' }, async ({ page, tab, reach, settled }) => {
      await reach(tab.getByRole('searchbox'));
      await page.keyboard.type(userPrincipalName);
      const person = tab.getByRole('link', { name: displayName });
      await eventually(async () => (await person.count()) === 1);
      await reach(person);
      await page.keyboard.press('Enter');
      await tab.getByText('Counts, and takes a seat').waitFor();
      await settled();
      await page.keyboard.press('Escape');
      await tab.getByText('Counts, and takes a seat').waitFor({ state: 'detached' });
      await eventually(() => hasFocus(person));
    });
  });

  test('one makes a catalog and a course, and enrols somebody', async () => {
    const { displayName } = stage.world.persona('globalAdmin');
    await stage.look({ page: '/catalogs' }, async ({ page, tab, heading, reach, settled }) => {
      const named = async (name: string): Promise<void> => {
        await reach(tab.getByRole('textbox', { name: 'Name' }));
        await page.keyboard.type(name);
        await page.keyboard.press('Enter');
        const made = tab.getByRole('link', { name });
        await reach(made);
        await page.keyboard.press('Enter');
        await eventually(async () => (await heading.innerText()) === name);
        await settled();
      };
      await reach(tab.getByRole('button', { name: 'New catalog' }));
      await page.keyboard.press('Enter');
      await named('Made by keyboard');
      await reach(tab.getByRole('button', { name: 'New course' }).first());
      await page.keyboard.press('Enter');
      await named('Typing');
      await reach(tab.getByRole('button', { name: 'Enrol people' }).first());
      await page.keyboard.press('Enter');
      await reach(tab.getByRole('combobox'));
      await page.keyboard.type(displayName.slice(0, 6));
      await tab.getByRole('option', { name: displayName }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await reach(tab.getByRole('button', { name: 'Enrol', exact: true }));
      await page.keyboard.press('Enter');
      await tab.getByText('Enrolled: 1', { exact: true }).waitFor();
    });
    const catalog = (await listed('/api/catalogs')).find(({ name }) => name === 'Made by keyboard');
    const courses = await listed(`/api/catalogs/${catalog?.id ?? ''}/courses`);
    expect(courses.map(({ name, liveEnrolments }) => [name, liveEnrolments])).toEqual([
      ['Typing', 1],
    ]);
  });
});
