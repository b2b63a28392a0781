import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA, and what axe-core calls good practice. */
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** Tabster keeps focus in a dialog by means of these; nobody stays on them. */
const CONTEXT = { exclude: [['[data-tabster-dummy]']] };

/** What keeps people from using what is shown now, as axe-core sees it: each a rule and the elements that break it. */
export async function barriersIn(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  const { violations } = await frame.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(CONTEXT)}, ${JSON.stringify(OPTIONS)})`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`).join(' | ')}`,
  );
}

/** Elements that stick out of the page to the side, so that one would have to scroll in two directions (WCAG 1.4.10). */
export const widerThanThePage = (frame: Frame): Promise<string[]> =>
  frame.evaluate<string[]>(`
    (() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width && document.querySelector('main').scrollWidth <= width) return [];
      return [...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > width + 1)
        .slice(0, 5)
        .map((element) => element.outerHTML.slice(0, 160));
    })()`);
