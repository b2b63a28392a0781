import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { PersonShape } from '../../api/seats/contract.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';
import { gzipKilobytesOf } from './transfer.ts';

/** As many people as a large tenant has; the api's answers about them are made up here. */
const MANY = 100_000;

/** The tab asks for nothing twice within a second. */
const NEW_FOR_MS = 1_000;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

/** Some of many people, as the api lists them. */
function somePeople(
  from: number,
  count: number,
): { items: PersonShape[]; nextCursor: string | null } {
  const until = Math.min(MANY, from + count);
  const items = Array.from({ length: until - from }, (_, place): PersonShape => {
    const number = from + place + 1;
    return {
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      displayName: `Person ${number}`,
      userName: `person${number}@contoso.example`,
      mail: null,
      ...{ guest: false, account: 'enabled', counted: false, since: null },
      standing: 'no-enrolment',
    };
  });
  return { items, nextCursor: until < MANY ? String(until) : null };
}

/** Answers in the api's place when people are listed. */
async function showMany(page: Page): Promise<void> {
  await page.route(/\/api\/people\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = Number(query.get('cursor') ?? 0);
    return route.fulfill({ json: somePeople(from, Number(query.get('limit'))) });
  });
}

describe('Overview', () => {
  test('is complete after at most 300 kB of script and 4 requests to the API', async () => {
    await stage.look({}, async ({ scripts, apiRequests }) => {
      expect(gzipKilobytesOf(scripts())).toBeLessThanOrEqual(300);
      expect(apiRequests().length).toBeLessThanOrEqual(4);
      expect(new Set(apiRequests()).size).toBe(apiRequests().length);
    });
  });

  test('brings its charts later, and only where there is something to draw', async () => {
    let without = 0;
    await stage.look({}, async ({ scripts }) => {
      without = gzipKilobytesOf(scripts());
    });
    for (let day = 0; day < 3; day++) await stage.world.advance('P1D');
    await stage.look({}, async ({ tab, scripts }) => {
      await tab.getByRole('slider').waitFor();
      const charts = gzipKilobytesOf(scripts()) - without;
      expect(charts).toBeGreaterThan(0);
      expect(charts).toBeLessThanOrEqual(100);
    });
  });

  test('is there at once when one comes back to it, and is asked for again', async () => {
    await stage.look({}, async ({ tab, heading, settled, apiRequests }) => {
      await tab.getByRole('link', { name: 'People' }).click();
      await eventually(async () => (await heading.innerText()) === 'People');
      await settled();
      await wait(NEW_FOR_MS);
      const before = apiRequests().length;
      await tab.getByRole('link', { name: 'Overview' }).click();
      await eventually(async () => (await heading.innerText()) === 'Overview');
      expect(await tab.locator('.fui-Skeleton').count()).toBe(0);
      await eventually(() => Promise.resolve(apiRequests().length > before));
    });
  });
});

test('each further page is at most 80 kB of script', async () => {
  await stage.look({}, async ({ tab, heading, settled, scripts }) => {
    const kilobytes: Record<string, number> = {};
    const go = async (link: Locator, title: string): Promise<void> => {
      const before = new Set(scripts());
      await link.click();
      await eventually(async () => (await heading.innerText()) === title);
      await settled();
      kilobytes[title] = gzipKilobytesOf(scripts().filter((script) => !before.has(script)));
    };
    const linkTo = (name: string): Locator => tab.getByRole('link', { name, exact: true });
    const pages = [
      ...['People', 'Catalogs', 'Subscription', 'Peer accounts'],
      ...['Usage', 'Notifications', 'Activity'],
    ];
    for (const name of pages) await go(linkTo(name), name);
    await go(linkTo('Catalogs'), 'Catalogs');
    await go(tab.getByRole('button', { name: 'Import enrolments' }), 'Import enrolments');
    await go(linkTo('Catalogs').first(), 'Catalogs');
    await go(linkTo('Leadership'), 'Leadership');
    const course = tab.getByRole('row').nth(1).getByRole('link');
    await go(course, await course.innerText());
    expect(Object.keys(kilobytes).length).toBe(pages.length + 3);
    expect(Object.entries(kilobytes).filter(([, size]) => size > 80)).toEqual([]);
  });
});

test(
  'a list of a hundred thousand has at most 60 rows in the page, wherever one scrolls',
  async () => {
    await stage.look({ page: '/people', before: showMany }, async ({ page, tab, settled }) => {
      const rows = tab.locator('[role="row"]');
      const last = (): Promise<number> =>
        tab.evaluate(
          `Math.max(...[...document.querySelectorAll('[role=row]')].map((row) => Number(row.ariaRowIndex)))`,
        );
      const mostRows: number[] = [];
      await rows.nth(5).hover();
      for (let seen = 0; seen < MANY + 1; seen = await last()) {
        await eventually(async () => {
          await page.mouse.wheel(0, 10_000_000);
          mostRows.push(await rows.count());
          return (await last()) > seen;
        });
      }
      await settled();
      mostRows.push(await rows.count());
      expect(Math.max(...mostRows)).toBeLessThanOrEqual(60);
      expect(await rows.last().innerText()).toContain(`Person ${MANY}`);
    });
  },
  STAGE_TIMEOUT_MS,
);
