import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';
import { gzipKilobytesOf } from './transfer.ts';

const LONG_LIST = 3_000;

/** The tab asks for nothing twice within a second. */
const NEW_FOR_MS = 1_000;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ people: LONG_LIST });
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

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
    for (const name of ['People', 'Catalogs', 'Activity']) {
      const before = new Set(scripts());
      await tab.getByRole('link', { name, exact: true }).click();
      await eventually(async () => (await heading.innerText()) === name);
      await settled();
      kilobytes[name] = gzipKilobytesOf(scripts().filter((script) => !before.has(script)));
    }
    expect(Object.entries(kilobytes).filter(([, size]) => size > 80)).toEqual([]);
  });
});

test('a list of thousands has at most 60 rows in the page, wherever one scrolls', async () => {
  await stage.look({ page: '/people' }, async ({ page, tab, settled }) => {
    const rows = tab.locator('[role="row"]');
    const mostRows: number[] = [];
    await rows.nth(5).hover();
    for (let turn = 0; turn < 30; turn++) {
      await page.mouse.wheel(0, 4_000);
      mostRows.push(await rows.count());
    }
    await settled();
    mostRows.push(await rows.count());
    expect(Math.max(...mostRows)).toBeLessThanOrEqual(60);
    expect(await rows.last().innerText()).not.toBe('');
    const furthest = await tab.evaluate<number>(
      `Math.max(...[...document.querySelectorAll('[role=row][aria-rowindex]')].map((row) => Number(row.getAttribute('aria-rowindex'))))`,
    );
    expect(furthest).toBeGreaterThan(200);
  });
});
