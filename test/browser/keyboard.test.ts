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

describe('without a mouse', () => {
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
