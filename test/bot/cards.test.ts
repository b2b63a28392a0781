import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../../api/kernel/languages.ts';
import { CHAT_TEXTS } from '../../api/notifications/texts/chat.ts';
import { messageCard, plainCard } from '../../bot/cards/message-card.ts';
import { hostConfigOf } from '../../local/host/page/card-looks.ts';
import { barriersIn } from '../browser/accessibility.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { SAMPLE_NOTICES, sampleMessage } from './samples.ts';
import { wordsOf } from './talking.ts';

const THEMES = ['default', 'dark', 'contrast'] as const;
type Theme = (typeof THEMES)[number];

const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
/** A chat in Teams beside an open panel, and on a telephone. */
const WIDTH_PX = 360;
const SURFACE: Readonly<Record<Theme, string>> = {
  ...{ default: '#f5f5f5', dark: '#1f1f1f', contrast: '#000000' },
};
/** Where the pictures are put to be looked at; nowhere where it is not set. */
const PICTURES = process.env['PICTURES_DIR'];

/** Every card: of each kind of notice, one on which something was decided, and the answer to whoever writes. */
function cardsIn(language: Language): readonly object[] {
  const { help, open } = CHAT_TEXTS[language];
  const link = { label: open, address: 'https://headcount.example/' };
  const decided = SAMPLE_NOTICES.find(({ what }) => what === 'limit-reached');
  return [
    ...SAMPLE_NOTICES.map((notice) => messageCard(sampleMessage(notice, language))),
    ...(decided === undefined ? [] : [messageCard(sampleMessage(decided, language, true))]),
    plainCard(language, help.title, help.paragraphs, link),
  ];
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The cards as the renderer of Microsoft draws them, in a page of their own. */
async function drawn(theme: Theme, language: Language): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 4 * (WIDTH_PX + 24), height: 900 } });
  await page.setContent(
    `<!doctype html><html lang="${language}"><title>Cards</title><body style="margin:0;padding:8px;background:${SURFACE[theme]};columns:4;column-gap:16px"><main></main></body></html>`,
  );
  await page.addScriptTag({ path: RENDERER });
  await page.evaluate(`(() => {
    const host = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfigOf(theme))});
    for (const content of ${JSON.stringify(cardsIn(language))}) {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = host;
      card.parse(content);
      const place = document.createElement('section');
      place.style.cssText = 'width:${WIDTH_PX}px;break-inside:avoid;margin:0 0 16px';
      place.append(card.render());
      document.querySelector('main').append(place);
    }
  })()`);
  return page;
}

describe.each(THEMES)('In the theme %s', (theme) => {
  test.each(LANGUAGES)(
    'every card can be read in %s: nothing is cut off, lost, or too pale',
    async (language) => {
      const page = await drawn(theme, language);
      try {
        const cards = cardsIn(language);
        const places = await page.locator('section').all();
        expect(places).toHaveLength(cards.length);
        for (const [nth, card] of cards.entries()) {
          const shown = (await places[nth]?.innerText()) ?? '';
          const said = wordsOf(card).split('\n');
          const missing = said.filter(
            (text) => !shown.replaceAll('\u00a0', ' ').includes(text.replaceAll('\u00a0', ' ')),
          );
          expect(missing).toEqual([]);
          expect(shown).not.toMatch(/undefined|null|NaN|\[object/);
        }
        expect(await page.locator('a').count()).toBe(0);
        const wide = await page.evaluate<number>(
          `[...document.querySelectorAll('section *')].filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length`,
        );
        expect(wide).toBe(0);
        expect(
          (await barriersIn(page.mainFrame())).filter((one) => one.startsWith('color-contrast')),
        ).toEqual([]);
        if (PICTURES !== undefined) {
          await mkdir(PICTURES, { recursive: true });
          const picture = await page.screenshot({ fullPage: true });
          await writeFile(join(PICTURES, `cards-${theme}-${language}.png`), picture);
        }
      } finally {
        await page.close();
      }
    },
  );
});

describe('A card', () => {
  const fresh = SAMPLE_NOTICES.map((notice) => messageCard(sampleMessage(notice, 'en')));

  test('is far smaller than what Teams takes, in every language', () => {
    for (const language of LANGUAGES) {
      for (const card of cardsIn(language)) expect(JSON.stringify(card).length).toBeLessThan(8_000);
    }
  });

  test('says what the mail says: one source of words for both', () => {
    for (const [nth, notice] of SAMPLE_NOTICES.entries()) {
      const { subject, paragraphs, footer, link } = sampleMessage(notice, 'en');
      const said = wordsOf(fresh[nth]);
      for (const text of [...paragraphs, footer, link?.label ?? '']) expect(said).toContain(text);
      expect(said).toContain(subject);
    }
  });

  test('sends back no more than its delivery and what was pressed', () => {
    for (const card of fresh) {
      for (const action of card.actions ?? []) {
        if (action.type !== 'Action.Execute') continue;
        expect(Object.keys((action as { data?: object }).data ?? {})).toEqual(['deliveryId']);
      }
    }
  });
});
