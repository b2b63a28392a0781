import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame, Locator, Page } from 'playwright-core';
import { barriersIn } from './accessibility.ts';
import { first, problem, REFUSED } from './interference.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

interface Named {
  readonly id: string;
  readonly name: string;
}

const catalogs = async (): Promise<readonly Named[]> =>
  (await stage.world.api('owner').get<{ items: Named[] }>('/api/catalogs')).body.items;

const timesMade = async (name: string): Promise<number> =>
  (await catalogs()).filter((made) => made.name === name).length;

/** Fills in and sends the form of a new catalog. */
async function create(tab: Frame, name: string): Promise<Locator> {
  await tab.getByRole('button', { name: 'New catalog' }).click();
  const field = tab.getByRole('textbox', { name: 'Name' });
  await field.fill(name);
  await tab.getByRole('button', { name: 'Create catalog' }).click();
  return field;
}

const apiAddress = (path: string): string => `${stage.world.origin}/api${path}`;

describe('reading', () => {
  test('slowly, the page shows what is to come, and then what came', async () => {
    const { promise: seen, resolve: answer } = Promise.withResolvers<undefined>();
    const before = (page: Page): Promise<void> =>
      first(page, 1, { url: apiAddress('/overview') }, async (route) => {
        await seen;
        await route.continue();
      });
    const opened = await stage.openTab({ before });
    await opened.heading.waitFor();
    await opened.tab.locator('.fui-Skeleton').first().waitFor();
    answer(undefined);
    await opened.settled();
    expect(await opened.tab.getByText('people count', { exact: true }).count()).toBe(1);
    await opened.close();
  });

  test('in vain, the page says so and tries again when it is asked to', async () => {
    let isBroken = true;
    const before = async (page: Page): Promise<void> => {
      await page.route(apiAddress('/overview'), (route) =>
        isBroken ? route.fulfill(problem(500, 'internal')) : route.continue(),
      );
    };
    await stage.look({ before, mayLog: REFUSED }, async ({ tab }) => {
      await tab.getByText('Something went wrong on our side').waitFor();
      await tab.getByText('request-of-a-test').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      isBroken = false;
      await tab.getByRole('button', { name: 'Try again' }).click();
      await tab.getByText('people count', { exact: true }).waitFor();
    });
  });

  test('with a token that has expired takes a new one without a word', async () => {
    const expired = await stage.world.cloud.tokenFor('owner', { expiresInSeconds: -1 });
    const before = (page: Page): Promise<void> =>
      first(page, 1, { url: /\/cloud\/personas\/owner\/token$/ }, (route) =>
        route.fulfill({ json: { access_token: expired } }),
      );
    await stage.look({ before, mayLog: REFUSED }, async ({ heading, apiRequests }) => {
      expect(await heading.innerText()).toBe('Overview');
      expect(apiRequests().filter((asked) => asked === 'GET /api/me').length).toBe(2);
    });
  });

  test('a page of a release that is gone offers the new one', async () => {
    await stage.look({ mayLog: REFUSED }, async ({ page, tab, anew }) => {
      await page.route(/\/assets\/PeoplePage-.*\.js$/, (route) => route.fulfill({ status: 404 }));
      await tab.getByRole('link', { name: 'People' }).click();
      await tab.getByRole('heading', { name: 'A newer version is ready' }).waitFor();
      await page.unroute(/\/assets\/PeoplePage-.*\.js$/);
      await tab.getByRole('button', { name: 'Reload' }).click();
      await anew.getByRole('heading', { name: 'People' }).waitFor();
    });
  });

  test('an answer of a newer release is not guessed at', async () => {
    const newer = { items: [{ anotherId: 1 }], nextCursor: null };
    const before = (page: Page): Promise<void> =>
      first(page, 1, { url: /\/api\/people\?/ }, (route) => route.fulfill({ json: newer }));
    await stage.look({ page: '/people', before }, async ({ tab, anew }) => {
      await tab.getByText('A newer version is ready').waitFor();
      await tab.getByRole('button', { name: 'Reload' }).click();
      await anew.getByRole('row').nth(5).waitFor();
    });
  });

  test('without a network says so, and goes on when it is back', async () => {
    let isLost = true;
    const before = async (page: Page): Promise<void> => {
      await page.route(/\/api\/people\?/, (route) => (isLost ? route.abort() : route.continue()));
    };
    await stage.look({ page: '/people', before, mayLog: REFUSED }, async ({ tab }) => {
      await tab.getByText('No connection').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      isLost = false;
      await tab.getByRole('button', { name: 'Try again' }).click();
      await tab.getByRole('row').nth(5).waitFor();
    });
  });

  test('without the role any more is told in plain words, and the rest stays', async () => {
    const before = async (page: Page): Promise<void> => {
      await page.route(/\/api\/people\?/, (route) => route.fulfill(problem(403, 'role-missing')));
    };
    await stage.look({ before, mayLog: REFUSED }, async ({ tab, heading }) => {
      await tab.getByRole('link', { name: 'People' }).click();
      await tab.getByText('You may not do this').waitFor();
      await tab.getByRole('button', { name: 'Reload' }).waitFor();
      await tab.getByRole('link', { name: 'Overview' }).click();
      await eventually(async () => (await heading.innerText()) === 'Overview');
      await tab.getByText('people count', { exact: true }).waitFor();
    });
  });

  test('what is not there, or not one’s own, is one plain page', async () => {
    const view = { page: '/catalogs/3fa85f64-5717-4562-b3fc-2c963f66afa6', mayLog: REFUSED };
    await stage.look(view, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('This catalog is not here');
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});

describe('writing', () => {
  test('without a network keeps what was typed, and is done once', async () => {
    let isLost = true;
    await stage.look({ page: '/catalogs', mayLog: REFUSED }, async ({ page, tab }) => {
      await page.route(apiAddress('/catalogs'), async (route) => {
        if (route.request().method() !== 'POST' || !isLost) await route.continue();
        else {
          // It is done, and the answer is lost.
          await route.fetch();
          await route.abort();
        }
      });
      const name = await create(tab, 'Made on a train');
      await tab.getByText('No connection').waitFor();
      expect(await name.inputValue()).toBe('Made on a train');
      isLost = false;
      await tab.getByRole('button', { name: 'Try again' }).click();
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
    });
    expect(await timesMade('Made on a train')).toBe(1);
  });

  test('without the role any more is told in plain words, and what was typed is there', async () => {
    await stage.look({ page: '/catalogs', mayLog: REFUSED }, async ({ page, tab }) => {
      await first(page, 1, { method: 'POST', url: apiAddress('/catalogs') }, (route) =>
        route.fulfill(problem(403, 'role-missing')),
      );
      const name = await create(tab, 'Not to be');
      await tab.getByText('You may not do this').waitFor();
      expect(await name.inputValue()).toBe('Not to be');
    });
  });

  test('with a token that expired meanwhile is done once, without a word', async () => {
    await stage.look({ page: '/catalogs', mayLog: REFUSED }, async ({ page, tab }) => {
      await first(page, 1, { method: 'POST', url: apiAddress('/catalogs') }, (route) =>
        route.fulfill(problem(401, 'token-invalid')),
      );
      await create(tab, 'Made after an hour');
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
    });
    expect(await timesMade('Made after an hour')).toBe(1);
  });

  test('for want of a new token says so, keeps what was typed, and is done when there is one', async () => {
    await stage.look({ page: '/catalogs', mayLog: REFUSED }, async ({ page, tab }) => {
      const posts = { method: 'POST', url: apiAddress('/catalogs') };
      await first(page, 1, posts, (route) => route.fulfill(problem(401, 'token-invalid')));
      await first(page, 1, { url: /\/cloud\/personas\/owner\/token$/ }, (route) =>
        route.fulfill({ status: 500, json: {} }),
      );
      const name = await create(tab, 'Made after a pause');
      await tab.getByText('You could not be signed in').waitFor();
      expect(await name.inputValue()).toBe('Made after a pause');
      await tab.getByRole('button', { name: 'Try again' }).click();
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
    });
    expect(await timesMade('Made after a pause')).toBe(1);
  });

  test('what the server finds wrong with a field is told at that field', async () => {
    await stage.look({ page: '/catalogs', mayLog: REFUSED }, async ({ page, tab }) => {
      const fault = { path: '/name', code: 'custom', message: 'Not this name.' };
      await first(page, 1, { method: 'POST', url: apiAddress('/catalogs') }, (route) =>
        route.fulfill(problem(400, 'invalid-input', [fault])),
      );
      const name = await create(tab, 'Good enough');
      await tab.getByText('Not this name.').waitFor();
      expect(await name.getAttribute('aria-invalid')).toBe('true');
      expect(await name.inputValue()).toBe('Good enough');
      const describedBy = (await name.getAttribute('aria-describedby')) ?? '';
      const told = describedBy.split(' ').map((id) => tab.locator(`[id="${id}"]`).innerText());
      expect((await Promise.all(told)).join(' ')).toContain('Not this name.');
    });
  });

  test('a rule is told at its field while typing, and nothing is sent', async () => {
    await stage.look({ page: '/catalogs' }, async ({ tab, apiRequests }) => {
      await tab.getByRole('button', { name: 'New catalog' }).click();
      await tab.getByRole('button', { name: 'Create catalog' }).click();
      await tab.getByText('Give it a name.').waitFor();
      await tab.getByRole('textbox', { name: 'Name' }).fill('x'.repeat(300));
      await tab.getByText(/^At most/).waitFor();
      expect(apiRequests().filter((asked) => asked.startsWith('POST'))).toEqual([]);
    });
  });

  test('what another admin changed meanwhile shows both, and one decides', async () => {
    const { id, name } = (await catalogs()).find((one) => one.name === 'Leadership') ?? fail();
    await stage.look({ page: `/catalogs/${id}`, mayLog: REFUSED }, async ({ tab }) => {
      await tab.getByRole('button', { name: 'Rename' }).click();
      const field = tab.getByRole('textbox', { name: 'Name' });
      await field.waitFor();
      const theirs = { name: 'Leading people' };
      await stage.world.api('globalAdmin').patch(`/api/catalogs/${id}`, theirs);
      await field.fill('Leading teams');
      await tab.getByRole('button', { name: 'Save' }).click();
      await tab.getByText('Leading people').first().waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('button', { name: 'Keep mine' }).click();
      await eventually(async () =>
        (await catalogs()).some((one) => one.id === id && one.name === 'Leading teams'),
      );
    });
    expect(name).toBe('Leadership');
  });
});

function fail(): never {
  throw new Error('The demo has no such catalog.');
}
